package dev.interprocess.benchmarks.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** What came out of all rows: a table for people, JSON for programs, and a chart for each row. */
final class Report {
  private final Map<Row, Map<Participant, Figures>> results = new LinkedHashMap<>();

  void add(Row row, Map<Participant, Figures> figures) {
    results.put(row, figures);
  }

  /** Whether somebody is there to whom the others are compared. */
  static boolean hasBase(Row row, Map<Participant, Figures> figures) {
    return bases(row, figures).findAny().isPresent();
  }

  private static Stream<Figures> bases(Row row, Map<Participant, Figures> figures) {
    return figures.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(row.work().base()))
        .map(Map.Entry::getValue);
  }

  private static Figures base(Row row, Map<Participant, Figures> figures) {
    return bases(row, figures).findFirst().orElseThrow();
  }

  /** One row, as a table in Markdown. */
  static void print(Row row, Map<Participant, Figures> figures, PrintStream out) {
    Work work = row.work();
    Figures base = base(row, figures);
    out.printf("%n%s (%s)%n%n", row.title(), better(work));
    List<String> head = new ArrayList<>(List.of("", work.unit, "ratio to " + work.base()));
    head.add("middle half");
    head.addAll(work.more);
    print(head, out);
    print(Collections.nCopies(head.size(), "---"), out);
    figures.forEach(
        (participant, each) -> {
          Quantiles ratio = each.ratios(base, work.metric);
          List<String> cells = new ArrayList<>();
          cells.add(participant.name());
          cells.add(number(each.median(work.metric)));
          cells.add(String.format(Locale.ROOT, "%.2f", ratio.median()));
          cells.add(String.format(Locale.ROOT, "%.2f–%.2f", ratio.lower(), ratio.upper()));
          for (String more : work.more) {
            cells.add(each.has(more) ? number(each.median(more)) : "");
          }
          print(cells, out);
        });
  }

  private static String better(Work work) {
    return work.moreIsBetter() ? "more is better" : "less is better";
  }

  private static void print(List<String> cells, PrintStream out) {
    out.println("| " + String.join(" | ", cells) + " |");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  void writeJson(Path file) throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(Files.newBufferedWriter(file))
            .useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("time", Instant.now().toString());
      json.writeStringField("system", System.getProperty("os.version"));
      json.writeStringField("java", System.getProperty("java.vm.version"));
      json.writeArrayFieldStart("rows");
      for (Map.Entry<Row, Map<Participant, Figures>> result : results.entrySet()) {
        writeRow(json, result.getKey(), result.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeRow(JsonGenerator json, Row row, Map<Participant, Figures> figures)
      throws IOException {
    Work work = row.work();
    Figures base = base(row, figures);
    json.writeStartObject();
    json.writeStringField("row", row.title());
    json.writeStringField("unit", work.unit);
    json.writeStringField("base", work.base());
    json.writeBooleanField("moreIsBetter", work.moreIsBetter());
    json.writeArrayFieldStart("participants");
    for (Map.Entry<Participant, Figures> entry : figures.entrySet()) {
      Figures each = entry.getValue();
      Quantiles ratio = each.ratios(base, work.metric);
      json.writeStartObject();
      json.writeStringField("name", entry.getKey().name());
      json.writeNumberField("median", each.median(work.metric));
      json.writeNumberField("ratio", ratio.median());
      json.writeNumberField("ratioLower", ratio.lower());
      json.writeNumberField("ratioUpper", ratio.upper());
      for (String more : work.more) {
        if (each.has(more)) {
          json.writeNumberField(more, each.median(more));
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A bar for each participant's ratio, with the middle half as its error. */
  void writeCharts(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<Row, Map<Participant, Figures>> result : results.entrySet()) {
      Row row = result.getKey();
      save(chart(row, result.getValue()), folder, row.title());
    }
    Map<String, NavigableMap<Integer, Double>> growth = growth();
    if (!growth.isEmpty()) {
      save(growthChart(growth), folder, "growth");
    }
  }

  private static void save(Chart<?, ?> chart, Path folder, String title) throws IOException {
    String file = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, folder.resolve(file).toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
  }

  /** By participant, the processor time of a round trip by the number of connections. */
  private Map<String, NavigableMap<Integer, Double>> growth() {
    Map<String, NavigableMap<Integer, Double>> growth = new LinkedHashMap<>();
    results.forEach(
        (row, figures) -> {
          if (row.work() == Work.LOAD) {
            figures.forEach(
                (participant, each) ->
                    growth
                        .computeIfAbsent(participant.name(), name -> new TreeMap<>())
                        .put(row.size(), each.median(row.work().metric)));
          }
        });
    return growth;
  }

  private static XYChart growthChart(Map<String, NavigableMap<Integer, Double>> growth) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(420)
            .title("processor time and the number of connections")
            .xAxisTitle("connections")
            .yAxisTitle(Work.LOAD.unit)
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0);
    growth.forEach(
        (name, points) ->
            chart.addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values())));
    return chart;
  }

  private static CategoryChart chart(Row row, Map<Participant, Figures> figures) {
    Work work = row.work();
    Figures base = base(row, figures);
    List<String> names = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    figures.forEach(
        (participant, each) -> {
          Quantiles ratio = each.ratios(base, work.metric);
          names.add(participant.name());
          ratios.add(ratio.median());
          errors.add((ratio.upper() - ratio.lower()) / 2);
        });
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(900)
            .height(420)
            .title(row.title())
            .yAxisTitle("ratio to " + work.base() + ", " + better(work))
            .build();
    Styler styler = chart.getStyler();
    styler.setLegendVisible(false);
    chart.getStyler().setXAxisLabelRotation(45);
    chart.addSeries("ratio", names, ratios, errors);
    return chart;
  }
}
