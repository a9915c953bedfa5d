package dev.kernelsmith.tools;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Serves the page of runs, and what is new of them, on the loopback address. */
final class RunServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int FAILED = 500;

  private final HttpServer server;
  private final List<Path> folders;

  private RunServer(HttpServer server, List<Path> folders) {
    this.server = server;
    this.folders = folders;
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   */
  static RunServer start(List<Path> folders, int port) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException("port " + port + " is taken: name another one with --port, or none", e);
    }
    RunServer runs = new RunServer(server, List.copyOf(folders));
    server.createContext("/", runs::answer);
    server.start();
    return runs;
  }

  /** Where the page is. */
  String address() {
    return "http://" + authority() + "/";
  }

  private String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String host = exchange.getRequestHeaders().getFirst("Host");
      int port = server.getAddress().getPort();
      if (host == null || !List.of(authority(), "localhost:" + port, "[::1]:" + port).contains(host)) {
        send(exchange, FORBIDDEN, "text/plain", "this page is for this machine alone\n"); // another site's name that leads here
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, NOT_ALLOWED, "text/plain", "only GET\n");
      } else if (path.equals("/")) {
        sendOrSay(exchange, "text/html", () -> ReportPage.html(folders, true));
      } else if (path.equals("/data.json")) {
        sendOrSay(exchange, "application/json", () -> ReportPage.data(folders, true));
      } else {
        send(exchange, NOT_FOUND, "text/plain", "there is only / and /data.json\n");
      }
    }
  }

  private interface Text {
    String get() throws IOException;
  }

  private static void sendOrSay(HttpExchange exchange, String type, Text text) throws IOException {
    String answer;
    try {
      answer = text.get();
    } catch (IOException | RuntimeException e) { // such as a folder that was deleted meanwhile
      send(exchange, FAILED, "text/plain", Failures.describe(e) + "\n");
      return;
    }
    send(exchange, OK, type, answer);
  }

  private static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
