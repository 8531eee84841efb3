package org.principia.jobs.config;

import com.typesafe.config.Config;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;

/** Reads a settings record from a section of the configuration, key by key. */
final class SettingsReader {
  private SettingsReader() {}

  /**
   * Reads a record; a missing key takes its value from the record's {@code defaults()}.
   *
   * @param type the record's class
   * @param config the whole configuration
   * @param prefix path of the section, empty for the top level
   * @param given values of components that are not keys, by name
   * @return the record
   * @throws InputException for a value of the wrong type or out of range
   */
  static <T extends Record> T read(
      Class<T> type, Config config, String prefix, Map<String, Object> given) {
    T defaults = defaults(type);
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String path = path(prefix, key(component));
      boolean isKey = component.isAnnotationPresent(Setting.class);
      values.add(
          isKey && config.hasPath(path)
              ? value(config, path, component.getType())
              : given.getOrDefault(component.getName(), SettingsCopy.value(defaults, component)));
    }
    try {
      return SettingsCopy.make(type, values);
    } catch (InputException e) {
      throw e.within(prefix);
    }
  }

  /** The keys of a record that are settings. */
  static List<String> keys(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.isAnnotationPresent(Setting.class))
        .map(SettingsReader::key)
        .toList();
  }

  /** {@code maxComplexity} as {@code max-complexity}. */
  static String key(RecordComponent component) {
    return SettingValue.key(component.getName());
  }

  static String path(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  /** The default settings. */
  static <T extends Record> T defaults(Class<T> type) {
    try {
      return type.cast(type.getMethod("defaults").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no defaults(): " + e.getMessage(), e);
    }
  }

  /** A value of the configuration. */
  static Object value(Config config, String path, Class<?> type) {
    Object raw = config.getAnyRef(path);
    // As written: 1e3 and true are names too.
    if (type == String.class && isScalar(raw)) {
      raw = config.getString(path);
    } else if (type == List.class
        && raw instanceof List<?> list
        && list.stream().allMatch(SettingsReader::isScalar)) {
      raw = config.getStringList(path);
    }
    return SettingValue.of(path, raw, type);
  }

  private static boolean isScalar(Object raw) {
    return raw instanceof String || raw instanceof Number || raw instanceof Boolean;
  }
}
