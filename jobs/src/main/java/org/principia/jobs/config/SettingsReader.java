package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.common.Setting;

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
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String path = path(prefix, key(component));
      boolean isKey = component.isAnnotationPresent(Setting.class);
      values[i] =
          isKey && config.hasPath(path)
              ? value(config, path, component.getType())
              : given.getOrDefault(component.getName(), value(component, defaults));
    }
    return construct(type, values);
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
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static String path(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  /** The value of a component of a record. */
  static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component + ": " + e.getMessage(), e);
    }
  }

  /** The default settings. */
  static <T extends Record> T defaults(Class<T> type) {
    try {
      return type.cast(type.getMethod("defaults").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no defaults(): " + e.getMessage(), e);
    }
  }

  /** A record of these components. */
  static <T extends Record> T construct(Class<T> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InputException mistake) {
        throw mistake;
      }
      throw new IllegalStateException("Cannot make " + type + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type + ": " + e.getMessage(), e);
    }
  }

  static Object value(Config config, String path, Class<?> type) {
    try {
      if (type == int.class) {
        return wholeNumber(config, path, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
      }
      if (type == long.class) {
        return wholeNumber(config, path, Long.MIN_VALUE, Long.MAX_VALUE);
      }
      if (type == double.class) {
        return config.getDouble(path);
      }
      if (type == List.class) {
        return List.copyOf(config.getStringList(path));
      }
      if (type.isEnum()) {
        return constant(type, path, config.getString(path));
      }
      if (type == String.class) {
        return config.getString(path);
      }
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw InputException.invalid(path, shown(config, path), expected(type));
    }
    throw new IllegalStateException("Cannot read " + path + ": no reader for " + type);
  }

  private static Long wholeNumber(Config config, String path, long low, long high) {
    double value = config.getDouble(path);
    // The HOCON library silently truncates 1.5 to 1.
    if (value != Math.rint(value) || value < low || value > high) {
      throw InputException.invalid(path, shown(config, path), expected(long.class));
    }
    return config.getLong(path);
  }

  private static Object constant(Class<?> type, String path, String value) {
    for (Object constant : type.getEnumConstants()) {
      if (label(constant).equals(value)) {
        return constant;
      }
    }
    throw InputException.invalid(
        path,
        value,
        "one of "
            + String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(SettingsReader::label).toList()));
  }

  /** A constant as the configuration writes it. */
  static String label(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String shown(Config config, String path) {
    return String.valueOf(config.getAnyRef(path));
  }

  private static String expected(Class<?> type) {
    if (type == List.class) {
      return "a list of texts";
    }
    if (type == double.class) {
      return "a number";
    }
    return type == String.class || type.isEnum() ? "a text" : "a whole number";
  }
}
