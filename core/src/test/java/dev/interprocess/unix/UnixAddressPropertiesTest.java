package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Any bytes that the kernel could name a socket by. */
class UnixAddressPropertiesTest {
  @Property
  void abstractNamesKeepEveryByte(@ForAll @Size(min = 1, max = 107) byte[] name) {
    UnixAddress address = UnixAddress.abstractName(name);
    assertThat(address.abstractName()).contains(name);
    assertThat(address.path()).isEmpty();
    UnixAddress again = UnixAddress.ofBytes(address.bytes());
    assertThat(again).isEqualTo(address).hasSameHashCodeAs(address).hasToString(again.toString());
  }

  @Property
  void differentBytesAreDifferentAddresses(
      @ForAll @Size(min = 1, max = 107) byte[] one, @ForAll @Size(min = 1, max = 107) byte[] two) {
    assertThat(UnixAddress.abstractName(one).equals(UnixAddress.abstractName(two)))
        .isEqualTo(Arrays.equals(one, two));
  }

  @Property
  void longerNamesAreRefusedWithLimitAndLength(@ForAll @Size(min = 108, max = 300) byte[] name) {
    assertThatThrownBy(() -> UnixAddress.abstractName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("107")
        .hasMessageContaining(Integer.toString(name.length));
  }

  @Property
  void anAddressThatWasGivenIsKept(@ForAll byte[] name) {
    byte[] copy = name.clone();
    if (name.length > 0 && name.length <= 107) {
      UnixAddress address = UnixAddress.abstractName(name);
      Arrays.fill(name, (byte) 1);
      assertThat(address.abstractName()).contains(copy);
      address.abstractName().ifPresent(bytes -> Arrays.fill(bytes, (byte) 2));
      assertThat(address.abstractName()).contains(copy);
    }
  }
}
