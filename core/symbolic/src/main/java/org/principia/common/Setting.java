package org.principia.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The meaning of one configuration key, on the record component that holds it.
 *
 * <p>A settings record has a static method {@code defaults()}; the key is the component's name in
 * kebab case, {@code maxComplexity} being {@code max-complexity}. The reference of all keys is
 * generated from these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** One sentence for the reference, with the unit in brackets and what is allowed. */
  String value();
}
