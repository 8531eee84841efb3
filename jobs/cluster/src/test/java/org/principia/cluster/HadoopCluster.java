package org.principia.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** HDFS of one data node, and YARN of two nodes whose containers are processes of this machine. */
final class HadoopCluster implements AutoCloseable {
  private static final int NODES = 2;

  private final Path directory;
  private final MiniDFSCluster hdfs;
  private final MiniYARNCluster yarn;

  private HadoopCluster(Path directory, MiniDFSCluster hdfs, MiniYARNCluster yarn) {
    this.directory = directory;
    this.hdfs = hdfs;
    this.yarn = yarn;
  }

  /**
   * Starts both.
   *
   * @param directory where all of their files go
   */
  static HadoopCluster start(Path directory) throws IOException {
    Configuration conf = new YarnConfiguration();
    conf.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
    conf.set("hdfs.minidfs.basedir", directory.resolve("hdfs").toString());
    conf.setInt("dfs.replication", 1);
    MiniDFSCluster hdfs = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
    conf.set("fs.defaultFS", hdfs.getURI().toString());
    conf.setInt("yarn.nodemanager.resource.memory-mb", 3072);
    conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.setInt("yarn.scheduler.capacity.root.default.capacity", 100);
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    // A JVM reserves much that it never touches.
    conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    // The machine's disk may be nearly full, which is no matter of these tests.
    conf.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
    // What went wrong in a container is told by its files.
    conf.setLong("yarn.nodemanager.delete.debug-delay-sec", 3600);
    System.setProperty("test.build.data", directory.resolve("build").toString());
    MiniYARNCluster yarn = new MiniYARNCluster("principia", NODES, 1, 1);
    HadoopCluster cluster = new HadoopCluster(directory, hdfs, yarn);
    try {
      yarn.init(conf);
      yarn.start();
      cluster.writeConfiguration();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void writeConfiguration() throws IOException {
    Configuration settings = new Configuration(yarn.getConfig());
    // A class of the servers' tests, which Spark's processes do not have.
    settings.unset(CommonConfigurationKeys.NET_TOPOLOGY_NODE_SWITCH_MAPPING_IMPL_KEY);
    Files.createDirectories(configuration());
    for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
      try (OutputStream out = Files.newOutputStream(configuration().resolve(file))) {
        settings.writeXml(out);
      }
    }
  }

  /** The directory that {@code HADOOP_CONF_DIR} names. */
  Path configuration() {
    return directory.resolve("conf");
  }

  /** Settings of a client. */
  Configuration client() {
    return yarn.getConfig();
  }

  /** HDFS. */
  FileSystem files() throws IOException {
    return hdfs.getFileSystem();
  }

  @Override
  public void close() throws IOException {
    yarn.close();
    hdfs.shutdown(true);
  }
}
