package org.principia.jobs.fit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.principia.symbolic.data.Table;

/** SHA-256 of the rows of all groups. */
final class TableHash {
  private TableHash() {}

  static String of(Map<String, Table> tables) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      tables.forEach(
          (group, table) -> {
            digest.update((group + "\n" + table.rows() + "\n").getBytes(StandardCharsets.UTF_8));
            for (double[] column : table.columns()) {
              update(digest, column);
            }
            update(digest, table.target());
            update(digest, table.weights());
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    digest.update(bytes);
  }
}
