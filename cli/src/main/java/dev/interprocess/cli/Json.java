package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** JSON on standard output. */
final class Json {
  private Json() {}

  static JsonGenerator toStandardOutput() throws IOException {
    return JsonFactory.builder()
        .build()
        .createGenerator(System.out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .useDefaultPrettyPrinter();
  }
}
