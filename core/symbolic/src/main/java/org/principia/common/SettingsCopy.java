package org.principia.common;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The one way to a settings record that differs from another in some values. */
public final class SettingsCopy {
  private SettingsCopy() {}

  /**
   * A record with some values changed; its constructor checks them.
   *
   * @param <T> type of the settings
   * @param settings what stays
   * @param changes values by key, in kebab case as the configuration names them, of the type of the
   *     component
   * @return the changed record
   * @throws InputException if a value is not allowed
   * @throws IllegalArgumentException for a key that the record has not, or a value of another type
   */
  public static <T extends Record> T of(T settings, Map<String, ?> changes) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    Set<String> left = new TreeSet<>(changes.keySet());
    try {
      for (int i = 0; i < components.length; i++) {
        String key = key(components[i].getName());
        values[i] = left.remove(key) ? changes.get(key) : read(components[i], settings);
      }
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(
            "no component of " + settings.getClass().getSimpleName() + ": " + left);
      }
      @SuppressWarnings("unchecked") // A record's class is that of its constructor.
      T copy = (T) settings.getClass().getConstructor(types).newInstance(values);
      return copy;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException mistake) {
        throw mistake;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot copy " + settings + ": " + e.getMessage(), e);
    }
  }

  private static Object read(RecordComponent component, Record of)
      throws ReflectiveOperationException {
    return component.getAccessor().invoke(of);
  }

  /** {@code maxComplexity} as {@code max-complexity}. */
  private static String key(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
