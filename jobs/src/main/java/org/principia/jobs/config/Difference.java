package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The differences between two configurations, as text for the user. */
public final class Difference {
  private static final int MAX_SHOWN = 3;
  private static final ConfigRenderOptions TEXT = ConfigRenderOptions.concise();

  private Difference() {}

  /**
   * Compares two configurations.
   *
   * @param there HOCON text of the recorded configuration, as {@link Reference#text} writes it
   * @param here the current configuration
   * @param sections the sections to compare; the seed is always compared
   * @return for example {@code gnn.epochs = 4 there, 5 here}; empty if nothing differs or {@code
   *     there} cannot be parsed
   */
  public static String of(String there, Configuration here, List<String> sections) {
    Map<String, String> one;
    try {
      one = values(PlainText.parse(there, "there"), sections);
    } catch (ConfigException e) {
      return "";
    }
    Map<String, String> other = values(PlainText.parse(Reference.text(here), "here"), sections);
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    List<String> differing = new ArrayList<>();
    for (String key : keys) {
      String a = one.getOrDefault(key, "nothing");
      String b = other.getOrDefault(key, "nothing");
      if (!a.equals(b)) {
        differing.add(key + " = " + a + " there, " + b + " here");
      }
    }
    int more = differing.size() - MAX_SHOWN;
    return String.join("; ", differing.subList(0, Math.min(MAX_SHOWN, differing.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static Map<String, String> values(Config config, List<String> sections) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      List<String> path = ConfigUtil.splitPath(entry.getKey());
      if (sections.contains(path.get(0)) || "seed".equals(entry.getKey())) {
        values.put(entry.getKey(), entry.getValue().render(TEXT));
      }
    }
    return values;
  }
}
