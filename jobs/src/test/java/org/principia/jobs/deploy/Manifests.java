package org.principia.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The manifests of {@code deploy/kubernetes}, read strictly as what they say they are. */
final class Manifests {
  static final Path DIRECTORY = SparkSettings.ROOT.resolve("deploy/kubernetes");

  private static final String CORE = "v1";
  private static final String RBAC = "rbac.authorization.k8s.io/v1";

  /** A kind by version and name; any other is refused. */
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          CORE + " ServiceAccount", ServiceAccount.class,
          CORE + " PersistentVolumeClaim", PersistentVolumeClaim.class,
          CORE + " ConfigMap", ConfigMap.class,
          CORE + " Pod", Pod.class,
          RBAC + " Role", Role.class,
          RBAC + " RoleBinding", RoleBinding.class,
          SparkOperator.API + " SparkApplication", SparkOperator.SparkApplication.class,
          SparkOperator.API + " ScheduledSparkApplication",
              SparkOperator.ScheduledSparkApplication.class);

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Manifests() {}

  /** The files. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** The objects of a file, of the types of their kinds. */
  static List<Object> of(String text) throws IOException {
    List<Object> objects = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      while (documents.hasNext()) {
        objects.add(object(documents.next()));
      }
    }
    return objects;
  }

  private static Object object(JsonNode tree) throws IOException {
    String kind = tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
    assertThat(KINDS).containsKey(kind);
    Object object = YAML.treeToValue(tree, KINDS.get(kind));
    requireKnown(object, kind);
    if (object instanceof HasMetadata known) {
      assertThat(known.getMetadata()).as(kind).isNotNull();
    }
    return object;
  }

  /** Kubernetes' types keep fields that the API does not have apart; there may be none. */
  private static void requireKnown(Object value, String where) {
    if (value instanceof Collection<?> all) {
      all.forEach(one -> requireKnown(one, where));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, one) -> requireKnown(one, where + "." + key));
    } else if (value instanceof Record || isModel(value)) {
      for (var method : value.getClass().getMethods()) {
        boolean accessor =
            value instanceof Record
                ? method.getDeclaringClass() == value.getClass()
                : method.getName().startsWith("get");
        if (accessor && method.getParameterCount() == 0 && method.getReturnType() != void.class) {
          Object part = get(value, method);
          if ("getAdditionalProperties".equals(method.getName())) {
            assertThat((Map<?, ?>) part).as("unknown fields of " + where).isEmpty();
          } else if (!List.of("hashCode", "toString", "getClass").contains(method.getName())) {
            requireKnown(part, where + "." + method.getName());
          }
        }
      }
    }
  }

  private static boolean isModel(Object value) {
    return value != null
        && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model.");
  }

  private static Object get(Object value, java.lang.reflect.Method method) {
    try {
      method.setAccessible(true);
      return method.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(method + " of " + value, e);
    }
  }
}
