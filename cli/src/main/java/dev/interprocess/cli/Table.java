package dev.interprocess.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows under headings, each column as wide as it needs. */
final class Table {
  private static final int GAP = 2;

  private final List<String[]> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(headings);
  }

  void row(Object... cells) {
    rows.add(Arrays.stream(cells).map(cell -> printable(cell.toString())).toArray(String[]::new));
  }

  // A socket's name may be anything: a terminal must not obey it.
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Override
  public String toString() {
    Column[] columns = new Column[rows.getFirst().length];
    for (int i = 0; i < columns.length; i++) {
      int index = i;
      int width = rows.stream().mapToInt(row -> row[index].length()).max().orElse(0);
      columns[i] = new Column(width + GAP, 0, Column.Overflow.SPAN);
    }
    ColorScheme plain = Help.defaultColorScheme(Ansi.OFF);
    TextTable table = TextTable.forColumns(plain, columns);
    rows.forEach(table::addRowValues);
    return table.toString();
  }
}
