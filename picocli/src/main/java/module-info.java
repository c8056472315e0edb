/** picocli, compiled anew: its own jar is of a class file format that no AOT cache takes. */
module info.picocli {
  requires static java.sql;

  exports picocli;
}
