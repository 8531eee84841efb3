package org.principia.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** Reads what the program writes as JSON, strictly: one value, and nothing behind it. */
public final class JsonText {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /**
   * An object.
   *
   * @param text the text
   */
  public static Map<String, Object> object(String text) throws IOException {
    return MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
  }
}
