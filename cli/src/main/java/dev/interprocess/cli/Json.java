package dev.interprocess.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;

/** JSON on standard output. */
final class Json {
  private Json() {}

  static JsonGenerator toStandardOutput() throws IOException {
    return lineToStandardOutput().useDefaultPrettyPrinter();
  }

  /** For one object on a line of its own, as programs read them one after the other. */
  static JsonGenerator lineToStandardOutput() throws IOException {
    return JsonFactory.builder()
        // It is UTF-8 whatever a console takes, so there it is made of what all of them take.
        .configure(JsonWriteFeature.ESCAPE_NON_ASCII, !System.out.charset().equals(UTF_8))
        .build()
        .createGenerator(System.out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }
}
