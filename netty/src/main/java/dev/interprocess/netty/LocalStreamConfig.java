package dev.interprocess.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import java.util.Map;

/** What every channel has, and whether it outlives the end of its input. */
final class LocalStreamConfig extends DefaultChannelConfig {
  private volatile boolean allowHalfClosure;

  LocalStreamConfig(Channel channel) {
    super(channel);
  }

  boolean isAllowHalfClosure() {
    return allowHalfClosure;
  }

  @Override
  public Map<ChannelOption<?>, Object> getOptions() {
    return getOptions(super.getOptions(), ChannelOption.ALLOW_HALF_CLOSURE);
  }

  @Override
  @SuppressWarnings("unchecked") // the type of this option's value
  public <T> T getOption(ChannelOption<T> option) {
    return option.equals(ChannelOption.ALLOW_HALF_CLOSURE)
        ? (T) (Boolean) allowHalfClosure
        : super.getOption(option);
  }

  @Override
  public <T> boolean setOption(ChannelOption<T> option, T value) {
    if (!option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
      return super.setOption(option, value);
    }
    validate(option, value);
    allowHalfClosure = (Boolean) value;
    return true;
  }
}
