/**
 * What local sockets, messages, descriptors and pipes have to do, and the tests that show it.
 *
 * <p>The numbers are those of a list that was made from what other libraries test, and keep their
 * gaps: what is missing belongs to kinds of communication that are not here yet. A class that is
 * not in this package is in {@code dev.interprocess.interop}, or below one of the two.
 *
 * <h2>Names and addresses</h2>
 *
 * <ul>
 *   <li>1. A path with a space works, and is the address at both ends: NamesTest.
 *   <li>2. The longest name fits, a longer one is refused before any call: NamesTest,
 *       UnixAddressPropertiesTest.
 *   <li>3. So do the longest abstract name and one that ends in NULs: NamesTest, AddressTest.
 *   <li>4. Abstract names are equal by all their bytes: AddressTest, UnixAddressPropertiesTest.
 *   <li>5. The system chooses a name when asked: UnixDatagramTest, ListenerContractTest.
 *   <li>6. A peer without a name has an empty address: NamesTest, AddressTest.
 *   <li>7. Bytes beyond ASCII, and those of no encoding, survive: NamesTest, AddressTest,
 *       PathBytesPropertiesTest, SockaddrUnPropertiesTest.
 *   <li>8. One name reaches one server from every language: PythonPeerTest, PeerExchangeTest.
 *   <li>9. A NUL in a path or a name is refused with a clear message: NamesTest.
 *   <li>10. Folders of names are made once: on Linux such names are abstract and have no folder.
 * </ul>
 *
 * <h2>Listening</h2>
 *
 * <ul>
 *   <li>11. A file that is no socket stays as it is: ExistingNameTest.
 *   <li>12. A second bind of one object: there is none, a listener is made with its name.
 *   <li>13. An address that is null is refused: NullArgumentTest. An empty name too: NamesTest.
 *   <li>14. Accept before bind: there is no such state.
 *   <li>15. A second listener on a name that lives is told so: ExistingNameTest, ListenFailureTest.
 *   <li>16. The mode is in force from the first moment, whatever the umask: UmaskTest, AccessTest.
 *   <li>17. A missing folder is told, and nothing is made: ListenFailureTest.
 *   <li>18. Listening after the close: a closed listener has no way back. ClosedObjectTest.
 *   <li>19. A stale file is taken over when asked, one that lives never: ExistingNameTest,
 *       StaleNameRaceTest.
 *   <li>20. Who was replaced never removes his successor's file: ConcurrentCloseTest,
 *       ExistingNameTest.
 *   <li>21. Close removes the file, unless asked not to: SocketFileTest, SlowCloseTest.
 *   <li>22. The file is neither regular nor a folder, can't be copied, can be deleted:
 *       SocketFileTest.
 *   <li>23. What may not be entered or written is told as that: AccessDeniedTest, AccessTest.
 *   <li>24. A backlog of one and three clients: FullBacklogTest.
 *   <li>25. Listening on a descriptor that was inherited or received works at once:
 *       SystemdActivationTest, PassedToPythonTest, ListenerContractTest, InheritedTest,
 *       ChildListenersTest.
 * </ul>
 *
 * <h2>Connecting</h2>
 *
 * <ul>
 *   <li>26. Nobody there is told at once: ConnectFailureTest.
 *   <li>27. So are a file and a folder in place of a socket: ConnectFailureTest.
 *   <li>28. A full backlog is waited for until the timeout: FullBacklogTest.
 *   <li>29. An interrupt ends a connect: FullBacklogTest.
 *   <li>30. The wait has an end unless asked otherwise: FullBacklogTest.
 *   <li>31. Many connect at once, and all succeed: FullBacklogTest.
 *   <li>32. A listener that closes amid a connect refuses it, once: FullBacklogTest. The client has
 *       nothing to close before it is connected.
 *   <li>33. Connecting and closing at once, many times, hangs nobody: RestlessClientsTest.
 *   <li>34. Who leaves before he is accepted blocks nobody: RestlessClientsTest, DyingPeerTest.
 *   <li>35. Accept that does not wait says that nobody is there: AcceptTimeoutTest.
 *   <li>36. 500 virtual threads connect to a small backlog: FullBacklogTest.
 * </ul>
 *
 * <h2>Reading and writing</h2>
 *
 * <ul>
 *   <li>37. Echo, waiting or trying at every step, either side first: EchoCombinationsTest.
 *   <li>38. Arrays, single bytes, buffers on and off the heap, slices: BuffersTest, ViewsTest,
 *       MemoryTest.
 *   <li>39. Nothing outside the range is touched, nothing is moved for nothing: MemoryTest,
 *       BuffersTest.
 *   <li>40. Half-close: the end after all data, and the other direction goes on: StreamHalvesTest.
 *   <li>41. A close is an end to the reader and a broken pipe to the writer: BrokenConnectionTest,
 *       UnnamedPipeTest, KilledPeerTest.
 *   <li>42. A reset is told from an end: BrokenConnectionTest.
 *   <li>43. A write over the buffer is whole, or says how far it got: PartialWriteTest,
 *       WriteTimeoutTest.
 *   <li>44. Gathering and scattering keep the order: BuffersTest.
 *   <li>45. Bytes available grow with the data: BuffersTest, UnnamedPipeTest, ViewsTest.
 *   <li>46. A read of just what is there does not block the next: ExactReadTest.
 *   <li>47. A reader and a writer on two threads: BothDirectionsTest, CloseAmidEveryWaitTest.
 *   <li>48. Pressure in both directions does not deadlock: BothDirectionsTest, PeerExchangeTest.
 *   <li>49. The halves, and the whole: StreamHalvesTest. They are never taken apart, so there is
 *       nothing to rejoin.
 *   <li>50. Duplicates share the stream and close apart: DuplicateStreamTest.
 * </ul>
 *
 * <h2>Timeouts, close, interrupt</h2>
 *
 * <ul>
 *   <li>51. A read that times out leaves the stream usable: ReadTimeoutTest,
 *       TimeoutAmidEveryWaitTest.
 *   <li>52. A write does against a reader that is stuck: WriteTimeoutTest, NeverReadingPeerTest.
 *   <li>53. After an accept that timed out the next client is taken: AcceptTimeoutTest.
 *   <li>54. Timeouts below a millisecond and above a second are kept: ReadTimeoutTest.
 *   <li>55. Close wakes an accept, with and without a timeout, on many threads:
 *       CloseWakesQueueTest, AcceptTimeoutTest, SlowCloseTest.
 *   <li>56. Close and shutdown wake reads and writes: CloseAmidEveryWaitTest, HalfCloseWakesTest,
 *       ShutdownWakesTest.
 *   <li>57. Accept after the close is refused: ClosedObjectTest.
 *   <li>58. Close may be called often, by anybody, at any time: ClosedObjectTest,
 *       ConcurrentCloseTest, RestlessClientsTest.
 *   <li>59. An interrupt ends every wait on both kinds of thread; here the object stays open:
 *       InterruptAmidEveryWaitTest, SignalsTest, NameLockTest.
 *   <li>60. The number of a closed descriptor is never used: ReusedNumberTest, DuplicateStreamTest.
 *   <li>61. Descriptors do not grow, not after failures either: DescriptorGrowthTest,
 *       DescriptorLimitTest, ConnectFailureTest, LeakTest. Nor do files: NoFileLeftBehindTest.
 * </ul>
 *
 * <h2>Messages</h2>
 *
 * <ul>
 *   <li>62. What is sent by one call is received by one: MessageContractTest, DatagramSizeTest.
 *   <li>63. What did not fit is told, and the length before if asked: MessageContractTest.
 *   <li>64. An empty message is not the end: MessageContractTest.
 *   <li>65. The sender's address comes along, and that it has none: UnixDatagramTest.
 *   <li>66. One that is connected hears its peer only: UnixDatagramTest.
 *   <li>67. A receiver that is full is waited for, as long as was asked: MessageWaitContractTest,
 *       UnixDatagramTest, NeverReadingPeerTest.
 *   <li>68. Seqpacket, as a pair and from a listener, keeps messages apart and has an end:
 *       MessageContractTest, SystemdActivationTest.
 * </ul>
 *
 * <h2>Descriptors and credentials</h2>
 *
 * <ul>
 *   <li>69. One descriptor, several in one item, in several items, by several messages:
 *       PassDescriptorsTest, AncillaryPropertiesTest.
 *   <li>70. None is nothing, and one that is closed fails and nothing is sent: PassDescriptorsTest.
 *   <li>71. What there is no room for is told and closed: PassDescriptorsTest,
 *       ReceivedDescriptorLimitTest.
 *   <li>72. Who asks for bytes alone gets them, and no descriptor: PassDescriptorsTest,
 *       DescriptorFloodTest.
 *   <li>73. They are closed on exec from the first instant: PassDescriptorsTest.
 *   <li>74. All that by every type of socket, and on both kinds of threads: PassDescriptorsTest,
 *       NoSecondDeliveryTest.
 *   <li>75. What came along does not come again after a call that found nothing:
 *       NoSecondDeliveryTest.
 *   <li>76. A pipe, a file, a listener and a socket work where they arrive: PassedToPythonTest.
 *   <li>77. The peer's process and user are known at both ends, and where they are not that is
 *       told: PeerTest, UnixDatagramTest. A listener has no peer to ask for.
 *   <li>78. Credentials that are true pass, forged ones are refused, and they come beside
 *       descriptors in any order: CredentialsTest, BadCredentialsTest, AncillaryPropertiesTest.
 * </ul>
 *
 * <h2>Pipes</h2>
 *
 * <ul>
 *   <li>79. Bytes through a pipe: UnnamedPipeTest, ExactReadTest, PacketPipeTest.
 *   <li>80. The end when all writers have closed, a broken pipe when all readers have:
 *       UnnamedPipeTest.
 *   <li>81. Close wakes a reader that waits: CloseAmidEveryWaitTest.
 *   <li>82. A child gets the end that it is given, and only that: ChildDescriptorsTest.
 *   <li>83. Pipes to and from another process, without waiting: OtherProcessPipeTest; a child's
 *       streams, in both directions at once: ChildStreamsTest.
 *   <li>84. A FIFO has its mode whatever the umask, spares what has its name, is opened with or
 *       without waiting for the other end, and is read on after an end: FifoTest.
 *   <li>85. Writes of up to {@code PIPE_BUF} bytes by eight writers stay whole: AtomicWriteTest.
 * </ul>
 *
 * <h2>Named pipes of Windows</h2>
 *
 * <ul>
 *   <li>86. Bytes and messages, both ways and one: NamedPipeStreamTest, NamedPipeMessagesTest.
 *   <li>87. A message that is too long is received in parts, and the next starts clean:
 *       NamedPipeMessagesTest.
 *   <li>88. An empty message is delivered, and no end: MessageContractTest, NamedPipeMessagesTest.
 *   <li>89. A peek gives bytes and the length: MessageContractTest, NamedPipeMessagesTest.
 *   <li>90. Beyond the limit of instances a client waits, until one is free: NamedPipeListenerTest.
 *   <li>91. The second of the first instance is refused: NamedPipeListenerTest, not under Wine.
 *   <li>92. A security descriptor reads back as it was set: SecurityDescriptorTest; that it denies,
 *       not under Wine.
 *   <li>93. Security as text, and bad text refused: SecurityDescriptorTest.
 *   <li>94. The peer's process and session at both ends: NamedPipeStreamTest.
 *   <li>95. Flush waits for the reader, and what was written before the close is read:
 *       NamedPipeStreamTest.
 *   <li>96. Disconnect drops the client: NamedPipeStreamTest.
 *   <li>97. A client before the accept and after, and one that is gone: NamedPipeListenerTest. A
 *       peer's process killed at each step, from the first instance to the disconnect:
 *       KilledServerTest, KilledClientTest.
 * </ul>
 *
 * <h2>Signals and children</h2>
 *
 * <ul>
 *   <li>98. A signal comes when it is received, not before and not after, and to two receivers:
 *       ReceiveSignalTest.
 *   <li>99. Process, user, code and value of the sender; kill, a child's end and the kernel are
 *       told apart: ReceiveSignalTest. No test has a timer's.
 *   <li>100. SIGCHLD brings exit code or signal: ReceiveSignalTest.
 *   <li>101. Signals that the JVM needs are refused with a reason: SignalRefusedTest.
 *   <li>102. Threads are printed by SIGQUIT during and after: SignalDispositionTest.
 *   <li>103. What was there before is back, and runs too when asked: SignalDispositionTest,
 *       SignalGivenBackTest.
 *   <li>104. A burst of one kind never loses another: SignalFloodTest.
 *   <li>105. Real-time signals by number and in order, none lost: RealTimeOrderTest,
 *       SignalStormTest.
 *   <li>106. Close ends the wait; what comes while nobody waits is kept: SignalWaitTest.
 *   <li>107. Once, and then the default action: SignalDispositionTest.
 *   <li>108. The errno of interrupted code is intact: SignalStormTest. No EINTR comes out:
 *       SignalsTest.
 *   <li>109. Sending, and who is not there or not allowed: SendSignalTest.
 *   <li>110. Names both ways, and unknown ones: SignalTest.
 *   <li>111. No thread holds the JVM back, and no signal ends it amid collection and compilation:
 *       SignalDispositionTest, SignalStormTest.
 *   <li>112. A child has default dispositions and an empty mask: ChildAttributesTest; others if
 *       that is asked: ChildSignalsTest. It ends with its parent if asked: ChildEndWithParentTest.
 *   <li>On Windows, what a child is given, also a connected pipe, and what is not left of it
 *       however it ends: ChildOnWindowsTest, InheritedOnWindowsTest, GivenStreamOnWindowsTest,
 *       ChildFaultRoundsTest.
 * </ul>
 *
 * <h2>Waiting, and what is needed to run</h2>
 *
 * <ul>
 *   <li>114. Registering twice: nobody can, each descriptor registers itself. CarrierTest.
 *   <li>115. Several who wait on one socket by different descriptors: DuplicateStreamTest.
 *   <li>No thread waits: AsyncEchoTest, AsyncHandlerTest, AsyncWithdrawTest, AsyncMessageTest,
 *       AsyncOpenAndExitTest, AsynchronousChannelTest, ByteFlowTest, ByteFlowTckTest.
 *   <li>116. No wake-up is lost: CloseAmidEveryWaitTest, InterruptAmidEveryWaitTest.
 *   <li>117. Who begins to wait while others do is seen: CarrierTest.
 *   <li>118. No thread is held for an idle stream: CarrierTest.
 *   <li>Of the virtual threads one leads, and nothing is lost whatever befalls it: LeaderTest, and
 *       LeadInterleavingTest in all orders of the steps. 10,000 wait on two carriers, in each kind
 *       of operation: WaitingMultitudeTest.
 *   <li>Sleeping at once, after a while, and never, are the same but for the time: WaitingTest.
 *   <li>119. All of these tests run with native access denied to all but this module, and there is
 *       no native library: NothingIsUnpackedTest.
 *   <li>120. No temporary folder is needed, so none has to be executable: NothingIsUnpackedTest.
 * </ul>
 *
 * <h2>What others do wrong</h2>
 *
 * <ul>
 *   <li>A timed connect to a full backlog gives a stream that is not connected, or hangs, or fails:
 *       FullBacklogTest.
 *   <li>Close, or taking over a name, removes whatever lies there: ExistingNameTest,
 *       ConcurrentCloseTest. Two who take one name over both believe to have it: StaleNameRaceTest.
 *   <li>A listen that fails removes what another has made: ListenFailureTest, ExistingNameTest.
 *   <li>A timeout looks like the answer of a socket that does not block: ReadTimeoutTest.
 *   <li>An abstract name can't hold a NUL: AddressTest.
 *   <li>Of the peer's groups nothing is known, and of the peer but a number that is used again:
 *       PeerTest.
 *   <li>The file is open to all until its mode is set, or for good: UmaskTest, AccessTest.
 *   <li>Virtual threads that wait hold the threads that others need: CarrierTest, FullBacklogTest.
 *   <li>An interrupt closes the channel, or loses data, or its own status:
 *       InterruptAmidEveryWaitTest, FileTransferTest.
 *   <li>Options can't be set before the connection is made: SocketOptionsTest.
 *   <li>Close waits for a read, or does not wake it, or hangs when a client comes:
 *       CloseAmidEveryWaitTest, SlowCloseTest, RestlessClientsTest.
 *   <li>A native library has to be unpacked, into a folder that forbids it: NothingIsUnpackedTest.
 *   <li>A read as long as the message blocks the next: ExactReadTest.
 *   <li>What was lost keeps a descriptor and a thread: LeakTest, LeakLogTest.
 *   <li>Credentials are sent as if they were descriptors, and items are read at the wrong place:
 *       AncillaryPropertiesTest, ControlPropertiesTest.
 *   <li>A listener that was inherited never accepts: SystemdActivationTest. A descriptor can't be
 *       made a stream: AdoptTest; kept by it, as on other systems: OverChannelTest.
 * </ul>
 */
@NullMarked
package dev.interprocess;

import org.jspecify.annotations.NullMarked;
