package org.principia.ml;

import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.principia.common.Setting;
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;
import org.principia.jobs.fit.Fit;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * The parameters of an estimator or a model: columns, the seed, and each setting of a search under
 * the name that it has in {@link SymbolicSettings}.
 */
final class SymbolicParams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Settings of other commands than {@code fit}. */
  private static final String STRUCTURE = "structure";

  static final String ERROR = "error";
  static final String SKIP = "skip";

  final Param<String> featuresCol;
  final StringArrayParam inputCols;
  final Param<String> labelCol;
  final Param<String> weightCol;
  final Param<String> predictionCol;
  final Param<String> handleInvalid;
  final LongParam seed;

  private final Params owner;
  private final Map<String, Param<?>> settings = new LinkedHashMap<>();

  /** A number that may be given as a whole one, as Python does with {@code earlyStop=0}. */
  private static final class NumberParam extends DoubleParam {
    private static final long serialVersionUID = 1L;

    NumberParam(Params owner, String name, String doc) {
      super(owner, name, doc);
    }

    @Override
    public ParamPair<Object> w(Object value) {
      return super.w(value instanceof Number number ? number.doubleValue() : value);
    }
  }

  /** Those of an estimator or model, with their defaults. */
  SymbolicParams(Params owner) {
    this.owner = owner;
    featuresCol = new Param<>(owner, "featuresCol", "column of vectors or arrays of numbers");
    inputCols =
        new StringArrayParam(owner, "inputCols", "columns of numbers, in place of featuresCol");
    labelCol = new Param<>(owner, "labelCol", "column of the numbers to explain");
    weightCol = new Param<>(owner, "weightCol", "column of the rows' weights, 0 or more");
    predictionCol = new Param<>(owner, "predictionCol", "column of the formula's values");
    handleInvalid =
        new Param<>(
            owner,
            "handleInvalid",
            "what becomes of rows without finite numbers in a fit: error or skip");
    seed = new LongParam(owner, "seed", "every random draw derives from it");
    owner.setDefault(featuresCol, "features");
    owner.setDefault(labelCol, "label");
    owner.setDefault(predictionCol, "prediction");
    owner.setDefault(handleInvalid, ERROR);
    owner.setDefault(seed, 0L);
    SymbolicSettings defaults = SymbolicSettings.defaults().with(Fit.DEFAULTS);
    for (RecordComponent component : SymbolicSettings.class.getRecordComponents()) {
      if (!STRUCTURE.equals(component.getName())) {
        addSetting(component, SettingsCopy.value(defaults, component));
      }
    }
  }

  private void addSetting(RecordComponent component, Object value) {
    String name = component.getName();
    String doc = component.getAnnotation(Setting.class).value();
    if (value instanceof List<?> texts) {
      add(new StringArrayParam(owner, name, doc), texts.toArray(String[]::new));
    } else if (value instanceof Integer) {
      add(new IntParam(owner, name, doc), value);
    } else if (value instanceof Long) {
      add(new LongParam(owner, name, doc), value);
    } else if (value instanceof Double) {
      add(new NumberParam(owner, name, doc), value);
    } else {
      String text =
          value instanceof Enum<?> choice ? SettingValue.label(choice) : String.valueOf(value);
      add(new Param<String>(owner, name, doc), text);
    }
  }

  private <T> void add(Param<T> param, T value) {
    settings.put(param.name(), param);
    owner.setDefault(param, value);
  }

  /** All, by their names, as Spark has them. */
  Param<?>[] all() {
    return Stream.concat(
            Stream.of(
                featuresCol, inputCols, labelCol, weightCol, predictionCol, handleInvalid, seed),
            settings.values().stream())
        .sorted(Comparator.comparing(Param::name))
        .toArray(Param<?>[]::new);
  }

  /** The parameter of a setting, by the name of the component. */
  Param<?> setting(String name) {
    return settings.get(name);
  }

  /** The settings of a search; an InputException names one that is not allowed. */
  SymbolicSettings settings() {
    Map<String, Object> changes = new LinkedHashMap<>();
    settings.forEach(
        (name, param) -> {
          Object value = owner.getOrDefault(param);
          changes.put(
              SettingValue.key(name), value instanceof String[] texts ? List.of(texts) : value);
        });
    return SymbolicSettings.defaults().with(changes);
  }
}
