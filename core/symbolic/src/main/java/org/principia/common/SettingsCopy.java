package org.principia.common;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Records by their components: a settings record that differs from another in some values. */
public final class SettingsCopy {
  private SettingsCopy() {}

  /**
   * A record with some values changed; its constructor checks them.
   *
   * @param changes values by key, in kebab case as the configuration names them; settings as {@link
   *     SettingValue#of} takes them, of other components themselves
   * @throws InputException for a key that the record has not, which names the nearest, and for a
   *     value that is not allowed
   */
  public static <T extends Record> T of(T settings, Map<String, ?> changes) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    List<String> keys = Arrays.stream(components).map(c -> SettingValue.key(c.getName())).toList();
    for (String key : changes.keySet()) {
      if (!keys.contains(key)) {
        throw InputException.invalid(
            "setting", key, "no such key; the nearest is " + Spelling.nearest(key, keys));
      }
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      String key = keys.get(i);
      boolean changed = changes.containsKey(key);
      Object value = changed ? changes.get(key) : value(settings, components[i]);
      boolean written = changed && components[i].isAnnotationPresent(Setting.class);
      values.add(written ? SettingValue.of(key, value, components[i].getType()) : value);
    }
    @SuppressWarnings("unchecked") // A record's class is that of its constructor.
    T copy = (T) make(settings.getClass(), values);
    return copy;
  }

  /**
   * A record of the values of its components, in their order.
   *
   * @throws InputException if its constructor does
   */
  public static <T extends Record> T make(Class<T> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException mistake) {
        throw mistake;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type + ": " + e.getMessage(), e);
    }
  }

  /** The value that a record has of a component of its class. */
  public static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component + ": " + e.getMessage(), e);
    }
  }
}
