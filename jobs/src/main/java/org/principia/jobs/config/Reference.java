package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.LawDefinition;

/** The configuration as text: every key with its description and value. */
public final class Reference {
  private static final int MAX_SHOWN = 3;
  private static final ConfigRenderOptions TEXT = ConfigRenderOptions.concise();

  private Reference() {}

  /** All keys with their defaults in HOCON, as {@code conf/reference.conf} has them. */
  public static String text() {
    return "# Every key and its default; a test compares it with the program.\n"
        + text(Configuration.parse("", "defaults", List.of()));
  }

  /** A resolved configuration as HOCON that reads back to the same configuration. */
  public static String text(Configuration configuration) {
    StringBuilder text = new StringBuilder();
    String open = "";
    for (Map.Entry<RecordComponent, String> section : Configuration.SECTIONS.entrySet()) {
      String name = section.getValue();
      if (!name.equals(open)) {
        text.append(open.isEmpty() ? "" : "}\n").append("\n" + name + " {\n");
        open = name;
      }
      Record settings = (Record) SettingsCopy.value(configuration, section.getKey());
      keys(text, name.isEmpty() ? "" : "  ", settings, true);
    }
    text.append("}\n");
    text.append(LawsSection.text(configuration.dynamics().definitions()));
    return text.toString();
  }

  /** Every key by its full path, for example {@code gnn.epochs}, in the order of the pipeline. */
  public static List<String> keys() {
    List<String> keys = new ArrayList<>();
    Configuration.SECTIONS.forEach(
        (section, name) ->
            Configuration.settings(section.getType())
                .forEach(c -> keys.add(Configuration.path(name, Configuration.key(c)))));
    return keys;
  }

  /** A resolved configuration for other programs: the sections, each a map. */
  public static Map<String, Object> entries(Configuration configuration) {
    return ConfigFactory.parseString(text(configuration)).root().unwrapped();
  }

  /** The section {@code dynamics}, one line a key, and its law where the user defined that. */
  public static String dynamics(DynamicsSettings settings) {
    List<LawDefinition> used =
        settings.definitions().stream().filter(d -> d.name().equals(settings.law())).toList();
    return values(settings) + LawsSection.text(used);
  }

  /** A settings record in a canonical form, one line a key, the input of fingerprints. */
  public static String values(Record settings) {
    StringBuilder text = new StringBuilder();
    keys(text, "", settings, false);
    return text.toString();
  }

  private static void keys(StringBuilder text, String indent, Record settings, boolean described) {
    Configuration.settings(settings.getClass())
        .forEach(
            component -> {
              String meaning = component.getAnnotation(Setting.class).value();
              text.append(described ? indent + "# " + meaning + "\n" : "");
              String value = literal(SettingsCopy.value(settings, component));
              text.append(indent + Configuration.key(component) + " = " + value + "\n");
            });
  }

  private static String literal(Object value) {
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(Reference::literal).toList()) + "]";
    }
    if (value instanceof Enum<?> choice) {
      return SettingValue.label(choice);
    }
    if (value instanceof String text) {
      return ConfigUtil.quoteString(text);
    }
    return String.valueOf(value);
  }

  /**
   * Compares two configurations.
   *
   * @param there HOCON text of the recorded configuration, as {@link #text} writes it
   * @param here the current configuration
   * @param sections the sections to compare; the seed is always compared
   * @return for example {@code gnn.epochs = 4 there, 5 here}; empty if nothing differs or {@code
   *     there} cannot be parsed
   */
  public static String difference(String there, Configuration here, List<String> sections) {
    Map<String, String> one = new HashMap<>();
    try {
      // A key that there was not then had what is its default now.
      Config defaults = Configuration.hocon(text(), "defaults");
      one.putAll(rendered(Configuration.hocon(there, "there").withFallback(defaults), sections));
    } catch (InputException e) {
      return "";
    }
    Map<String, String> other = rendered(Configuration.hocon(text(here), "here"), sections);
    List<String> differing =
        Stream.concat(one.keySet().stream(), other.keySet().stream())
            .filter(key -> !Objects.equals(one.get(key), other.get(key)))
            .sorted()
            .distinct()
            .map(
                key ->
                    String.format(
                        "%s = %s there, %s here",
                        key, one.getOrDefault(key, "nothing"), other.getOrDefault(key, "nothing")))
            .toList();
    int more = differing.size() - MAX_SHOWN;
    return String.join("; ", differing.subList(0, Math.min(MAX_SHOWN, differing.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static Map<String, String> rendered(Config config, List<String> sections) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      List<String> path = ConfigUtil.splitPath(entry.getKey());
      if (sections.contains(path.get(0)) || "seed".equals(entry.getKey())) {
        values.put(entry.getKey(), entry.getValue().render(TEXT));
      }
    }
    return values;
  }
}
