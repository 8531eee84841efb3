package org.principia.jobs.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;

/**
 * The fields of the Spark operator's kinds (sparkoperator.k8s.io/v1beta2) that the manifests use,
 * with the types and the required ones of its API; a field that is not here, or of another type,
 * cannot be read. What Kubernetes itself defines is of Kubernetes' own types.
 */
final class SparkOperator {
  /** The version of both kinds. */
  static final String API = "sparkoperator.k8s.io/v1beta2";

  private SparkOperator() {}

  record SparkApplication(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) Application spec) {}

  record ScheduledSparkApplication(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) Scheduled spec) {}

  enum ConcurrencyPolicy {
    Allow,
    Forbid,
    Replace
  }

  record Scheduled(
      @JsonProperty(required = true) String schedule,
      @JsonProperty(required = true) Application template,
      Boolean suspend,
      ConcurrencyPolicy concurrencyPolicy,
      Integer successfulRunHistoryLimit,
      Integer failedRunHistoryLimit) {}

  enum Type {
    Java,
    Python,
    Scala,
    R
  }

  enum Mode {
    cluster,
    client
  }

  record Application(
      @JsonProperty(required = true) Type type,
      @JsonProperty(required = true) String sparkVersion,
      Mode mode,
      String image,
      String imagePullPolicy,
      String mainClass,
      @JsonProperty(required = true) String mainApplicationFile,
      List<String> arguments,
      Map<String, String> sparkConf,
      Map<String, String> hadoopConf,
      List<Volume> volumes,
      @JsonProperty(required = true) Pod driver,
      @JsonProperty(required = true) Pod executor,
      RestartPolicy restartPolicy,
      Long timeToLiveSeconds) {}

  enum Restart {
    Never,
    Always,
    OnFailure
  }

  record RestartPolicy(
      Restart type,
      Integer onSubmissionFailureRetries,
      Integer onFailureRetries,
      Long onSubmissionFailureRetryInterval,
      Long onFailureRetryInterval) {}

  record NamePath(
      @JsonProperty(required = true) String name, @JsonProperty(required = true) String path) {}

  /** A driver or an executor; {@code instances} is the executor's. */
  record Pod(
      Integer cores,
      String coreLimit,
      String coreRequest,
      String memory,
      String memoryOverhead,
      Integer instances,
      List<NamePath> configMaps,
      Map<String, String> labels,
      List<VolumeMount> volumeMounts,
      List<Toleration> tolerations,
      Map<String, String> nodeSelector,
      PodSecurityContext podSecurityContext,
      SecurityContext securityContext,
      String serviceAccount,
      String javaOptions) {}
}
