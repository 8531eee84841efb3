package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SurveyTest {
  private static Survey of(Stream<String> cells) {
    return new Survey(1, TextFormat.POINT).of(cells.map(cell -> new Object[] {cell}).iterator());
  }

  private static boolean isOfGroups(Stream<String> cells) {
    return of(cells).column(0).isOfGroups();
  }

  @Test
  void namesOfRowsAreNoneOfGroups() {
    assertThat(isOfGroups(IntStream.range(0, 24).mapToObj(i -> "NGC " + i))).isFalse();
    assertThat(isOfGroups(IntStream.range(0, 24).mapToObj(i -> "NGC " + i / 4))).isFalse();
    assertThat(isOfGroups(IntStream.range(0, 24).mapToObj(i -> "cells " + i % 2))).isTrue();
    assertThat(isOfGroups(IntStream.range(0, 9000).mapToObj(i -> "g" + i % 1500))).isFalse();
  }

  @Test
  void textsOfPartsAreCountedOnce() {
    Survey all = of(Arrays.asList("a", "b", null, "a", "b").stream());
    all.addAll(of(Stream.of("b", "a", "a", "b", "b", "a")));
    assertThat(all.column(0).isOfGroups()).isTrue();
    all.addAll(of(Stream.of("c", "d", "e")));
    assertThat(all.column(0).isOfGroups()).isFalse();
  }
}
