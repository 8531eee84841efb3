package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;

/** Where the memory of a training step comes from. */
final class StepMemoryTest {
  private static final int FRAMES = 5;

  /** A training, step by step. */
  private static final class Training {
    private final GraphBatch batches;
    private final ComputationGraph graph;

    Training(String strategy) {
      GnnSettings settings = TestNetworks.settings(strategy, 1e-2);
      graph = TestNetworks.of(settings, 6, 2, DataType.FLOAT);
      batches =
          TestGraphs.batches(GraphBlock.of(TestGraphs.random(FRAMES, 3, 2)), FRAMES, settings);
    }

    /** One step, the minibatch freed as the training frees it; the lengths of its arrays. */
    List<Long> step() {
      MultiDataSet batch =
          batches.of(TestGraphs.inOrder(FRAMES), 0, FRAMES, new Translation(0, 0, 0));
      graph.fit(batch);
      List<Long> lengths = new ArrayList<>();
      for (INDArray[] arrays :
          List.of(batch.getFeatures(), batch.getLabels(), batch.getLabelsMaskArrays())) {
        for (INDArray array : arrays) {
          lengths.add(array.length());
        }
      }
      GraphBatch.free(batch);
      return lengths;
    }

    void steps(int count) {
      for (int step = 0; step < count; step++) {
        step();
      }
    }
  }

  /** ND4J's service that frees memory, and what it was given of numbers outside workspaces. */
  private static final class Recorder extends DeallocatorService {
    private final DeallocatorService real;
    private final List<Long> lengths = new ArrayList<>();

    Recorder(DeallocatorService real) {
      this.real = real;
    }

    @Override
    public long nextValue() {
      return real.nextValue();
    }

    @Override
    public void pickObject(Deallocatable object) {
      real.pickObject(object);
      // Descriptions of shapes are of longs, and ND4J holds each once for the whole process.
      if (object instanceof DataBuffer buffer
          && buffer.dataType() != DataType.INT64
          && !buffer.isAttached()
          && buffer.originalDataBuffer() == null) {
        lengths.add(buffer.length());
      }
    }
  }

  /** ND4J makes an array of each number that an array is divided by, and of each axis of a row. */
  @ParameterizedTest
  @CsvSource({"standard, 2", "bottleneck, 2", "l1, 5", "kl, 14", "pruned, 4"})
  void aStepAllocatesNothingOutsideWorkspacesButItsMinibatchAndScalars(String strategy, int scalars)
      throws ReflectiveOperationException {
    Training training = new Training(strategy);
    // Workspaces learn their sizes in the first steps.
    training.steps(3);
    Field field = Nd4j.class.getDeclaredField("deallocatorService");
    field.setAccessible(true);
    DeallocatorService real = Nd4j.getDeallocatorService();
    Recorder recorder = new Recorder(real);
    field.set(null, recorder);
    List<Long> expected;
    try {
      expected = training.step();
    } finally {
      field.set(null, real);
    }
    List<Long> others = recorder.lengths.stream().filter(length -> length > 1).toList();
    assertThat(others).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(recorder.lengths).hasSizeLessThanOrEqualTo(expected.size() + scalars);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void neitherWorkspacesNorNativeMemoryGrowOverSteps(String strategy) throws InterruptedException {
    Training training = new Training(strategy);
    training.steps(3);
    long workspaces = workspaces();
    long before = afterCollection(0, 3);
    training.steps(200);
    assertThat(workspaces()).isEqualTo(workspaces);
    // A step makes more than 100 views and contexts, each with native handles of 16 bytes or more
    // that go when the heap is collected: were they kept, 200 steps would keep 320 kB. Allowed are
    // those of the last steps, which something may still refer to.
    long bound = before + 8_000;
    assertThat(afterCollection(bound, 100)).isLessThanOrEqualTo(bound);
  }

  /** Bytes of this thread's workspaces, with what did not fit into them. */
  private static long workspaces() {
    return Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread().stream()
        .mapToLong(MemoryWorkspace::getCurrentSize)
        .sum();
  }

  /** Bytes that JavaCPP counts after some collections of the heap, or as soon as few enough. */
  private static long afterCollection(long enough, int collections) throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < collections && least > enough; i++) {
      System.gc();
      // The threads that free what was collected take a moment.
      Thread.sleep(50);
      least = Math.min(least, Pointer.totalBytes());
    }
    return least;
  }
}
