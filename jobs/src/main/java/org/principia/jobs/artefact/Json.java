package org.principia.jobs.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.principia.common.InputException;

/** The one binding of records and maps to JSON. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .build();

  private Json() {}

  /** A record or a map as text for people, indented, with a line end. */
  public static String text(Object value) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), value) + "\n";
  }

  /** A record or a map as one line; numbers that JSON does not have become texts. */
  public static String line(Object value) {
    return write(MAPPER.writer(), value);
  }

  /** The same in ASCII alone, for outputs of any encoding. */
  public static String ascii(Object value) {
    return write(MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII), value);
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON: " + e.getMessage(), e);
    }
  }

  /** Reads a record or a map; empty when the text is cut short or is another object. */
  public static <T> Optional<T> parse(String text, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(text, type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Reads an object of any entries, in their order; empty when the text is cut short. */
  public static Optional<Map<String, Object>> map(String text) {
    try {
      return Optional.ofNullable(
          MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Reads a tree, of which an object may be a part; a missing node when it is no JSON. */
  public static JsonNode tree(String text) {
    return parse(text, JsonNode.class).orElse(MAPPER.missingNode());
  }

  /**
   * A record as JSON.
   *
   * @param name of the file
   * @param type of the record
   * @param print {@link Json#text} for people, {@link Json#line} for few bytes
   * @param verb that makes the file again
   * @param <T> the record
   */
  public record JsonFile<T>(
      String name, Class<T> type, Function<Object, String> print, String verb) {

    /** Reads it from an output. */
    public T read(Directory directory) {
      return parse(directory.read(name), directory);
    }

    /** Reads its text; an {@link InputException} on another. */
    public T parse(String text, Directory directory) {
      return Json.parse(text, type).orElseThrow(() -> foreign(directory, null));
    }

    /** The complaint about a file that is not this program's; the cause may be null. */
    public InputException foreign(Directory directory, Throwable cause) {
      return InputException.cannot(
          "read " + directory.file(name),
          "this program did not write it; principia " + verb + " --overwrite makes it again",
          cause);
    }

    /** Writes it into an output. */
    public void write(Directory directory, T value) {
      String text = print.apply(value);
      directory.write(name, text.endsWith("\n") ? text : text + "\n");
    }
  }
}
