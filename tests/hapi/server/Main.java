package hapi;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.test.config.TestR4Config;
import ca.uhn.fhir.jpa.test.config.TestR5Config;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.dbcp2.BasicDataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.opencds.cqf.fhir.cr.hapi.config.r4.ApplyOperationConfig;
import org.opencds.cqf.fhir.cr.hapi.config.test.r4.TestCrR4Config;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * A HAPI FHIR JPA server on 127.0.0.1 with HAPI's default settings: {@code Main PORT R4|R5}.
 *
 * <p>Standard output carries one line, {@code READY <base url>}; everything else goes to standard error. The server ends
 * when standard input closes, so it never outlives whoever started it, however that ended.
 */
public class Main {

  @Configuration
  public static class R4 extends TestR4Config {
    @Override public void setConnectionProperties(BasicDataSource source) { connect(source); }
    @Override public String getHibernateDialect() { return System.getProperty("db.dialect", super.getHibernateDialect()); }
  }

  @Configuration
  public static class R5 extends TestR5Config {
    @Bean
    RestfulServer restfulServer(FhirContext fhir, ResourceProviderFactory providers, IJpaSystemProvider system) {
      var server = new RestfulServer(fhir);
      server.registerProviders(providers.createProviders());
      server.registerProvider(system);
      return server;
    }
  }

  /** HAPI's own defaults, in place of the relaxed ones of its test configurations. */
  @Configuration
  public static class Defaults {
    @Bean @Primary
    public JpaStorageSettings storageSettings() { return new JpaStorageSettings(); }
  }

  public static void main(String[] args) {
    var announcements = System.out;
    System.setOut(System.err);
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    endWith(System.in);
    try {
      var connector = serve(fhirServer(args[1]), Integer.parseInt(args[0]));
      announcements.println("READY http://127.0.0.1:" + connector.getLocalPort() + "/fhir");
      connector.getServer().join();
    } catch (Exception failure) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);  // Spring's threads would keep a server alive that never started
    }
  }

  static void endWith(InputStream input) {
    var watch = new Thread(() -> {
      try {
        input.transferTo(OutputStream.nullOutputStream());
      } catch (IOException closed) {
        // the same as the end of the input
      }
      Runtime.getRuntime().halt(0);
    }, "end-with-stdin");
    watch.setDaemon(true);
    watch.start();
  }

  static RestfulServer fhirServer(String release) {
    var context = switch (release) {
      case "R4" -> new AnnotationConfigApplicationContext(
          R4.class, TestCrR4Config.class, ApplyOperationConfig.class, Defaults.class);
      case "R5" -> new AnnotationConfigApplicationContext(R5.class, Defaults.class);
      default -> throw new IllegalArgumentException("R4 or R5, not " + release);
    };
    var server = context.getBean(RestfulServer.class);
    server.setServerConformanceProvider(new JpaCapabilityStatementProvider(
        server, context.getBean(IFhirSystemDao.class), context.getBean(JpaStorageSettings.class),
        context.getBean(ISearchParamRegistry.class), context.getBean(IValidationSupport.class)));
    server.setPagingProvider(context.getBean(DatabaseBackedPagingProvider.class));
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    return server;
  }

  static void connect(BasicDataSource source) {
    source.setUrl(System.getProperty("db.url", "jdbc:h2:mem:hapi"));
    source.setUsername(System.getProperty("db.user", ""));
    source.setPassword(System.getProperty("db.password", ""));
    source.setMaxTotal(10);
  }

  static ServerConnector serve(RestfulServer server, int port) throws Exception {
    var jetty = new Server();
    var connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    jetty.addConnector(connector);
    var handler = new ServletContextHandler("/");
    handler.addServlet(new ServletHolder(server), "/fhir/*");
    jetty.setHandler(handler);
    jetty.start();
    return connector;
  }
}
