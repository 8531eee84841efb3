package org.principia.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChartLibraryTest {

  @Test
  void theLibraryIsOnTheClassPathAndLeavesRoomOnAPage() {
    String library = ChartLibrary.text();
    assertThat(library).contains("Apache License", "echarts").doesNotContain("</script");
    assertThat(library.length()).isBetween(300_000, 1_000_000);
  }
}
