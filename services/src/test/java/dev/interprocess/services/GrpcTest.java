package dev.interprocess.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalName;
import dev.interprocess.net.LocalSocketFactory;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gRPC client over OkHttp's transport, to a server of Netty's that listens by its own epoll. */
class GrpcTest {
  @TempDir Path folder;

  private final HealthStatusManager health = new HealthStatusManager();
  private final EventLoopGroup loops = new EpollEventLoopGroup(2);
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    Path socket = folder.resolve("grpc.sock");
    server =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .addService(health.getHealthService())
            .build()
            .start();
    channel = channel(socket);
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
  }

  private static ManagedChannel channel(Path socket) {
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("localhost", 80)
            .usePlaintext()
            .socketFactory(new LocalSocketFactory(LocalName.path(socket)))
            .build();
    return channel;
  }

  @Test
  void calls() {
    HealthGrpc.HealthBlockingStub stub = HealthGrpc.newBlockingStub(channel);
    for (int i = 0; i < 1_000; i++) {
      assertThat(stub.check(HealthCheckRequest.getDefaultInstance()).getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
    HealthCheckRequest unknown = HealthCheckRequest.newBuilder().setService("unknown").build();
    assertThatThrownBy(() -> stub.check(unknown))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
  }

  @Test
  void getsAStreamOfAnswersAndEndsIt() {
    HealthGrpc.HealthBlockingStub stub =
        HealthGrpc.newBlockingStub(channel).withDeadlineAfter(2, TimeUnit.SECONDS);
    health.setStatus("app", ServingStatus.NOT_SERVING);
    Iterator<HealthCheckResponse> answers =
        stub.watch(HealthCheckRequest.newBuilder().setService("app").build());
    assertThat(answers.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    health.setStatus("app", ServingStatus.SERVING);
    assertThat(answers.next().getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThatThrownBy(answers::next)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
  }
}
