package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.training.Checkpoints.Checkpoint;
import org.principia.gnn.training.NetworkTraining.TrainingResult;

/** A training is resumed from its checkpoints, or refuses them. */
final class CheckpointsIT extends TrainingFixture {
  @Test
  void checkpointWithAnotherNumberOfMinibatchesIsRefused() {
    train("a", SETTINGS, 1, report -> {});
    Checkpoint last = store("a", "x").latest().orElseThrow();
    store("a", "x").save(new Checkpoint(last.network(), 9, last.curve().subList(0, 2)));
    assertThatThrownBy(() -> train("a", SETTINGS, 1, report -> {}))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot resume the training: its checkpoint has other settings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bottleneck", "kl", "pruned"})
  void interruptedTrainingResumesToTheSameParameters(String strategy) {
    GnnSettings settings = settings(strategy, 2, 5);
    TrainingResult undisturbed = train("a", settings, 1, report -> {});
    assertThatThrownBy(
            () ->
                train(
                    "b",
                    settings,
                    1,
                    report -> {
                      if (report.epoch() == 2) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
    List<Integer> epochs = new ArrayList<>();
    TrainingResult resumed = train("b", settings, 7, report -> epochs.add(report.epoch()));

    assertThat(epochs).containsExactly(3);
    assertThat(resumed.resumedFrom()).isEqualTo(2);
    assertThat(undisturbed.resumedFrom()).isZero();
    assertThat(resumed.network().parameters()).isEqualTo(undisturbed.network().parameters());
    assertThat(resumed.curve())
        .extracting(EpochReport::validationError)
        .isEqualTo(undisturbed.curve().stream().map(EpochReport::validationError).toList());
    assertThat(directory.resolve("b").toFile().list())
        .filteredOn(name -> !name.endsWith(".crc"))
        .containsExactlyInAnyOrder("epoch-00000002.zip", "epoch-00000003.zip");
  }

  @Test
  void checkpointOfAnotherTrainingIsRefused() {
    train("a", settings(1, 100), 1, report -> {});
    assertThatThrownBy(() -> store("a", "y").latest())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("belongs to another configuration or input");
    assertThat(store("nowhere", "x").latest()).isEmpty();
  }

  @Test
  void damagedCheckpointsArePassedOver() throws IOException {
    TrainingResult undisturbed = train("a", SETTINGS, 1, report -> {});
    cutShort("a", 3);
    CheckpointStore store = store("a", "x");
    assertThat(store.latest().orElseThrow().curve()).hasSize(2);
    assertThat(store.damaged())
        .extracting(org.apache.hadoop.fs.Path::getName)
        .containsExactly("epoch-00000003.zip");
    TrainingResult resumed = train("a", SETTINGS, 1, report -> {});
    assertThat(resumed.resumedFrom()).isEqualTo(2);
    assertThat(resumed.network().parameters()).isEqualTo(undisturbed.network().parameters());
    assertThat(store("a", "x").latest().orElseThrow().curve()).hasSize(3);

    cutShort("a", 2);
    cutShort("a", 3);
    assertThat(store.latest()).isEmpty();
    assertThat(store.damaged()).hasSize(2);
    store("a", "x").save(new Checkpoint(resumed.network(), 9, resumed.curve().subList(0, 1)));
    assertThat(store("a", "x").latest().orElseThrow().curve()).hasSize(1);
  }

  /** Leaves the first half of a checkpoint, as a file system does that loses its last blocks. */
  private void cutShort(String name, int epoch) throws IOException {
    Path checkpoint = directory.resolve(name).resolve("epoch-0000000" + epoch + ".zip");
    byte[] whole = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(whole, whole.length / 2));
    Files.delete(directory.resolve(name).resolve("." + checkpoint.getFileName() + ".crc"));
  }
}
