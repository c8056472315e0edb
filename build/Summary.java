import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads Surefire's reports, prints what was run, and decides whether it is good enough. */
class Summary {
  record Part(int tests, int failed, int skipped, double seconds) {
    static final Part NONE = new Part(0, 0, 0, 0);

    Part plus(Part other) {
      return new Part(
          tests + other.tests,
          failed + other.failed,
          skipped + other.skipped,
          seconds + other.seconds);
    }

    int passed() {
      return tests - failed - skipped;
    }
  }

  private static final Map<String, Part> PARTS = new TreeMap<>();
  private static final List<String> SKIPS = new ArrayList<>();

  public static void main(String[] arguments) throws Exception {
    int mavenStatus = Integer.parseInt(arguments[0]);
    try (Stream<Path> files = Files.walk(Path.of("."))) {
      files
          .filter(file -> file.toString().matches(".*/target/surefire-reports/TEST-.*\\.xml"))
          .sorted(Comparator.naturalOrder())
          .forEach(Summary::read);
    }
    Part total = PARTS.values().stream().reduce(Part.NONE, Part::plus);

    SKIPS.stream().distinct().forEach(skip -> System.out.println("skipped: " + skip));
    List<String> forbidden = "true".equals(System.getenv("CI")) ? forbiddenSkips() : List.of();
    forbidden.forEach(skip -> System.out.println("a skip that build/skips.txt does not allow: " + skip));

    System.out.printf("%n%-14s %7s %7s %7s %8s%n", "part", "run", "passed", "skipped", "seconds");
    PARTS.forEach(
        (name, part) ->
            System.out.printf(
                "%-14s %7d %7d %7d %8.1f%n",
                name, part.tests() - part.skipped(), part.passed(), part.skipped(), part.seconds()));
    boolean gate = mavenStatus != 0 && total.failed() == 0;
    if (gate) {
      System.out.println("the build itself failed: see above");
    }
    // A gate that fails, or a skip that is not allowed, counts as one more failure.
    int failed = total.failed() + forbidden.size() + (gate ? 1 : 0);
    System.out.printf("%d passed, %d failed, %d skipped%n", total.passed(), failed, total.skipped());
    System.exit(failed > 0 || mavenStatus != 0 || total.tests() == 0 ? 1 : 0);
  }

  private static void read(Path report) {
    try {
      Element suite =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile()).getDocumentElement();
      Part part =
          new Part(
              number(suite, "tests"),
              number(suite, "failures") + number(suite, "errors"),
              number(suite, "skipped"),
              Double.parseDouble(suite.getAttribute("time").replace(",", "")));
      String module = report.normalize().getName(0).toString();
      String name = report.toString();
      String where =
          name.endsWith("-windows.xml")
              ? " windows"
              : name.endsWith("-windows-class-path.xml") ? " windows, class path" : "";
      PARTS.merge(module + where, part, Part::plus);
      NodeList skipped = suite.getElementsByTagName("skipped");
      for (int i = 0; i < skipped.getLength(); i++) {
        Element skip = (Element) skipped.item(i);
        Element test = (Element) skip.getParentNode();
        SKIPS.add(
            suite.getAttribute("name") + "." + test.getAttribute("name") + ": " + reason(skip));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(report + ": " + e, e);
    }
  }

  /** The message, which an assumption that failed has in the first line of its trace. */
  private static String reason(Element skip) {
    String message = skip.getAttribute("message");
    String text = message.isEmpty() ? skip.getTextContent() : message;
    return text.lines().findFirst().orElse("").replaceFirst("^[\\w.]+Exception: ", "");
  }

  private static int number(Element suite, String attribute) {
    return Integer.parseInt(suite.getAttribute(attribute));
  }

  private static List<String> forbiddenSkips() throws IOException {
    List<String> allowed =
        Files.readAllLines(Path.of("build/skips.txt")).stream()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    return SKIPS.stream().filter(skip -> allowed.stream().noneMatch(skip::contains)).toList();
  }
}
