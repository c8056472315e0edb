package dev.interprocess.services;

import dev.interprocess.net.LocalSocketFactory;

/** The driver makes it by its name and has no argument for it, so it knows the socket itself. */
public final class MariaDbSocketFactory extends LocalSocketFactory {
  public MariaDbSocketFactory() {
    super(System.getProperty("mariadb.socket", "/run/mysqld/mysqld.sock"));
  }
}
