package org.principia.observed;

import org.principia.common.SettingValue;

/** What observations are for. */
public enum ObservedSplit {
  /** The law is found on them. */
  TRAIN,
  /** Terms of the law are chosen by them. */
  VALIDATION,
  /** The law is judged by them. */
  TEST;

  /** Its value of the partition column {@code split}. */
  public String label() {
    return SettingValue.label(this);
  }
}
