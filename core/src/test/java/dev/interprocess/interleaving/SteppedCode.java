package dev.interprocess.interleaving;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_VOLATILE;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.VarHandle;
import java.lang.reflect.AccessFlag;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The code of one method, with a call of {@link Steps} wherever threads can meet. */
final class SteppedCode implements CodeTransform {
  private static final ClassDesc STEPS = Steps.class.describeConstable().orElseThrow();
  private static final ClassDesc CHANNEL =
      ClassDesc.of("java.nio.channels.spi.AbstractInterruptibleChannel");
  private static final ClassDesc MODEL_CHANNEL =
      ModelInterruptible.class.describeConstable().orElseThrow();
  private static final ClassDesc CD_VarHandle = VarHandle.class.describeConstable().orElseThrow();
  private static final ClassDesc CD_Thread = Thread.class.describeConstable().orElseThrow();
  private static final ClassDesc CD_Builder =
      Thread.Builder.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc ON_OBJECT = MethodTypeDesc.of(CD_void, CD_Object);
  private static final MethodTypeDesc ON_FIELD = MethodTypeDesc.of(CD_void, CD_Object, CD_String);

  /** Methods of the JDK and of libc in whose place that of the same name in Steps is called. */
  private static final Map<String, Set<String>> REPLACED =
      Map.of(
          "java/lang/System", Set.of("nanoTime"),
          "java/lang/Thread",
              Set.of("isInterrupted", "interrupted", "interrupt", "start", "getState"),
          "java/util/concurrent/locks/LockSupport", Set.of("park", "parkNanos", "unpark"),
          "java/lang/management/ManagementFactory", Set.of("getPlatformMXBean"),
          "dev/interprocess/internal/libc/SysEpoll",
              Set.of("epoll_create1", "epoll_ctl", "epoll_wait"),
          "dev/interprocess/internal/libc/SysEventfd", Set.of("eventfd"),
          "dev/interprocess/internal/libc/SysSyscall", Set.of("gettid", "tgkill"),
          "dev/interprocess/internal/libc/Unistd", Set.of("write", "close"));

  /** Classes of the JDK whose every method is a step. */
  private static final Set<String> CONCURRENT =
      Set.of(
          "java/util/Queue",
          "java/util/concurrent/atomic/AtomicBoolean",
          "java/util/concurrent/atomic/AtomicReferenceArray");

  private final SteppedClasses classes;
  private final ClassDesc self;
  private final String here;
  private final boolean isStatic;
  private final boolean isSynchronized;
  private final Set<Label> catchers;
  private final boolean readsBuffer;
  private @Nullable Label start;
  private String handle = "";

  SteppedCode(SteppedClasses classes, ClassModel model, MethodModel method, CodeModel code) {
    this.classes = classes;
    self = model.thisClass().asSymbol();
    here = self.displayName() + "." + method.methodName().stringValue();
    isStatic = method.flags().has(AccessFlag.STATIC);
    isSynchronized = method.flags().has(AccessFlag.SYNCHRONIZED);
    readsBuffer =
        self.displayName().equals("EventBuffer") && method.methodName().equalsString("fd");
    catchers =
        code.exceptionHandlers().stream()
            .filter(c -> c.catchType().map(t -> t.asSymbol().equals(CD_Throwable)).orElse(false))
            .map(ExceptionCatch::handler)
            .collect(Collectors.toSet());
  }

  @Override
  public void atStart(CodeBuilder code) {
    if (isSynchronized) {
      pushLock(code);
      code.loadConstant("lock of " + self.displayName());
      code.invokestatic(STEPS, "lock", ON_FIELD);
      start = code.newBoundLabel();
    }
    if (readsBuffer) {
      code.aload(0)
          .getfield(self, "events", ClassDesc.of("java.lang.foreign.MemorySegment"))
          .loadConstant("EventBuffer")
          .invokestatic(STEPS, "readPlain", ON_FIELD);
    }
  }

  private void pushLock(CodeBuilder code) {
    if (isStatic) {
      code.loadConstant(self);
    } else {
      code.aload(0);
    }
  }

  private void unlock(CodeBuilder code) {
    pushLock(code);
    code.invokestatic(STEPS, "unlock", ON_OBJECT);
  }

  @Override
  public void atEnd(CodeBuilder code) {
    if (start != null) {
      Label end = code.newBoundLabel();
      unlock(code);
      code.athrow();
      code.exceptionCatchAll(start, end, end);
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (element) {
      case LabelTarget target -> {
        code.with(target);
        if (catchers.contains(target.label())) {
          code.dup().invokestatic(STEPS, "caught", MethodTypeDesc.of(CD_void, CD_Throwable));
        }
      }
      case ReturnInstruction r -> {
        if (isSynchronized) {
          unlock(code);
        }
        code.with(r);
      }
      case MonitorInstruction m when m.opcode() == Opcode.MONITORENTER ->
          code.loadConstant("lock of " + self.displayName()).invokestatic(STEPS, "lock", ON_FIELD);
      case MonitorInstruction _ -> code.invokestatic(STEPS, "unlock", ON_OBJECT);
      case FieldInstruction f -> {
        field(code, f);
        code.with(f);
      }
      case InvokeInstruction i -> invoke(code, i);
      default -> code.with(element);
    }
  }

  private void field(CodeBuilder code, FieldInstruction f) {
    String owner = f.owner().asInternalName();
    String name = f.name().stringValue();
    if (f.typeSymbol().equals(CD_VarHandle)) {
      handle = name.toLowerCase(Locale.ROOT);
      return;
    }
    int flags = classes.flags(owner, name);
    String field = owner.substring(owner.lastIndexOf('/') + 1) + "." + name;
    if ((flags & ACC_FINAL) != 0 || classes.isGuess(field)) {
      return;
    }
    boolean write = f.opcode() == Opcode.PUTFIELD || f.opcode() == Opcode.PUTSTATIC;
    String step = (write ? "write" : "read") + ((flags & ACC_VOLATILE) != 0 ? "Volatile" : "Plain");
    switch (f.opcode()) {
      case GETFIELD -> code.dup();
      case PUTFIELD -> {
        if (TypeKind.from(f.typeSymbol()).slotSize() == 2) {
          code.dup2_x1().pop2().dup();
        } else {
          code.dup2().pop();
        }
      }
      default -> code.aconst_null();
    }
    code.loadConstant(field).invokestatic(STEPS, step, ON_FIELD);
    if (f.opcode() == Opcode.PUTFIELD && TypeKind.from(f.typeSymbol()).slotSize() == 2) {
      code.dup_x2().pop();
    }
  }

  private void leaveOut(CodeBuilder code, InvokeInstruction i) {
    for (ClassDesc each : i.typeSymbol().parameterList().reversed()) {
      pop(code, each);
    }
    if (i.opcode() != Opcode.INVOKESTATIC) {
      code.pop();
    }
    switch (TypeKind.from(i.typeSymbol().returnType()).asLoadable()) {
      case INT -> code.iconst_0();
      case LONG -> code.lconst_0();
      case REFERENCE -> code.aconst_null();
      default -> {}
    }
  }

  private static void pop(CodeBuilder code, ClassDesc type) {
    if (TypeKind.from(type).slotSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  private void invoke(CodeBuilder code, InvokeInstruction i) {
    String owner = i.owner().asInternalName();
    String name = i.name().stringValue();
    MethodTypeDesc type = i.typeSymbol();
    if (classes.isLeftOut(here + ":" + name)) {
      leaveOut(code, i);
    } else if (owner.equals("java/lang/invoke/VarHandle")) {
      code.loadConstant(self.displayName() + "." + handle);
      code.invokestatic(
          STEPS,
          name,
          MethodTypeDesc.of(CD_boolean, CD_VarHandle, CD_Object, CD_Object, CD_Object, CD_String));
    } else if (owner.equals("java/lang/Thread")
        && (name.equals("yield") || name.equals("onSpinWait"))) {
      code.invokestatic(STEPS, "letOthers", type);
    } else if (owner.startsWith("java/lang/Thread$Builder")
        && (name.equals("start") || name.equals("unstarted"))) {
      code.invokestatic(STEPS, name, type.insertParameterTypes(0, CD_Builder));
    } else if (REPLACED.getOrDefault(owner, Set.of()).contains(name)) {
      boolean onThread = owner.equals("java/lang/Thread") && i.opcode() != Opcode.INVOKESTATIC;
      code.invokestatic(STEPS, name, onThread ? type.insertParameterTypes(0, CD_Thread) : type);
    } else if (i.opcode() == Opcode.INVOKESPECIAL && i.owner().asSymbol().equals(CHANNEL)) {
      code.invokespecial(MODEL_CHANNEL, name, type);
    } else {
      if (CONCURRENT.contains(owner)) {
        code.loadConstant(self.displayName() + "'s " + owner.substring(owner.lastIndexOf('/') + 1));
        code.invokestatic(STEPS, "concurrent", MethodTypeDesc.of(CD_void, CD_String));
      }
      code.with(i);
    }
  }
}
