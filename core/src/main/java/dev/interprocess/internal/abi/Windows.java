package dev.interprocess.internal.abi;

/**
 * What the C headers of Windows say, for x86_64 and aarch64 alike: both are LLP64, so a {@code
 * DWORD} and a {@code LONG} have 32 bits.
 *
 * <p>Data only, in the form of {@link Linux}; a nested interface stands for the type of that name.
 */
public interface Windows {
  // <winnt.h>
  int GENERIC_READ = 0x80000000;
  int GENERIC_WRITE = 0x40000000;
  int READ_CONTROL = 0x20000;
  int FILE_READ_ATTRIBUTES = 0x80;
  int FILE_WRITE_ATTRIBUTES = 0x100;
  int FILE_SHARE_READ = 0x1;
  int FILE_SHARE_WRITE = 0x2;
  int DUPLICATE_SAME_ACCESS = 0x2;
  int PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
  int THREAD_TERMINATE = 0x1;
  int FILE_READ_DATA = 0x1;
  int FILE_WRITE_DATA = 0x2;
  int FILE_APPEND_DATA = 0x4;
  int FILE_SHARE_DELETE = 0x4;
  int SYNCHRONIZE = 0x100000;
  int JobObjectBasicAccountingInformation = 1;
  int JobObjectExtendedLimitInformation = 9;
  int JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = 0x2000;
  int MAXIMUM_WAIT_OBJECTS = 64;
  int TOKEN_QUERY = 0x8;
  int TokenUser = 1;
  int DACL_SECURITY_INFORMATION = 0x4;
  int OWNER_SECURITY_INFORMATION = 0x1;
  int SECURITY_MAX_SID_SIZE = 68;

  // <fileapi.h>
  int CREATE_ALWAYS = 2;
  int OPEN_EXISTING = 3;
  int OPEN_ALWAYS = 4;

  // <handleapi.h>
  int HANDLE_FLAG_INHERIT = 0x1;

  // <processenv.h>
  int STD_INPUT_HANDLE = -10;

  // <winternl.h>
  int ObjectBasicInformation = 0;
  int FileNameInformation = 9;
  int FileModeInformation = 16;
  int FILE_SYNCHRONOUS_IO_ALERT = 0x10;
  int FILE_SYNCHRONOUS_IO_NONALERT = 0x20;

  // <wincon.h>
  int CTRL_C_EVENT = 0;
  int CTRL_BREAK_EVENT = 1;
  int CTRL_CLOSE_EVENT = 2;
  int CTRL_LOGOFF_EVENT = 5;
  int CTRL_SHUTDOWN_EVENT = 6;

  // <winbase.h>: processes
  int CREATE_NEW_PROCESS_GROUP = 0x200;
  int CREATE_UNICODE_ENVIRONMENT = 0x400;
  int EXTENDED_STARTUPINFO_PRESENT = 0x80000;
  int CREATE_NO_WINDOW = 0x8000000;
  int STARTF_USESTDHANDLES = 0x100;
  int PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x20002;
  int PROC_THREAD_ATTRIBUTE_JOB_LIST = 0x2000D;
  int FILE_TYPE_PIPE = 3;

  // <winbase.h>
  int FILE_FLAG_WRITE_THROUGH = 0x80000000;
  int FILE_FLAG_OVERLAPPED = 0x40000000;
  int FILE_FLAG_FIRST_PIPE_INSTANCE = 0x80000;
  int FILE_SKIP_COMPLETION_PORT_ON_SUCCESS = 0x1;
  int FILE_SKIP_SET_EVENT_ON_HANDLE = 0x2;
  int SECURITY_SQOS_PRESENT = 0x100000;
  int SECURITY_ANONYMOUS = 0;
  int SECURITY_IDENTIFICATION = 0x10000;
  int SECURITY_IMPERSONATION = 0x20000;
  int SECURITY_DELEGATION = 0x30000;
  int FORMAT_MESSAGE_IGNORE_INSERTS = 0x200;
  int FORMAT_MESSAGE_FROM_SYSTEM = 0x1000;

  // <winbase.h>: named pipes
  int PIPE_ACCESS_INBOUND = 0x1;
  int PIPE_ACCESS_OUTBOUND = 0x2;
  int PIPE_ACCESS_DUPLEX = 0x3;
  int PIPE_SERVER_END = 0x1;
  int PIPE_TYPE_BYTE = 0;
  int PIPE_TYPE_MESSAGE = 0x4;
  int PIPE_READMODE_BYTE = 0;
  int PIPE_READMODE_MESSAGE = 0x2;
  int PIPE_ACCEPT_REMOTE_CLIENTS = 0;
  int PIPE_REJECT_REMOTE_CLIENTS = 0x8;
  int PIPE_UNLIMITED_INSTANCES = 255;

  // <sddl.h>
  int SDDL_REVISION_1 = 1;

  /** What a call leaves behind that goes on, and the completion port finds it by. */
  interface OVERLAPPED {
    int SIZEOF = 32;
    long Internal = 0;
    long InternalHigh = 8;
    int Offset = 16;
    int OffsetHigh = 20;
    long hEvent = 24;
  }

  /** One completion. */
  interface OVERLAPPED_ENTRY {
    int SIZEOF = 32;
    long lpCompletionKey = 0;
    long lpOverlapped = 8;
    long Internal = 16;
    int dwNumberOfBytesTransferred = 24;
  }

  /** Who may do what with a new object, and whether children inherit its handle. */
  interface SECURITY_ATTRIBUTES {
    int SIZEOF = 24;
    int nLength = 0;
    long lpSecurityDescriptor = 8;
    int bInheritHandle = 16;
  }

  /** The user of an access token. */
  interface SID_AND_ATTRIBUTES {
    int SIZEOF = 16;
    long Sid = 0;
    int Attributes = 8;
  }

  /** A point in time, in steps of 100 nanoseconds. */
  interface FILETIME {
    int SIZEOF = 8;
    int dwLowDateTime = 0;
    int dwHighDateTime = 4;
  }

  /** How a process is to be, and what it was started with. */
  interface STARTUPINFOEXW {
    int SIZEOF = 112;
    long lpAttributeList = 104;
  }

  /** The part of it that always was. */
  interface STARTUPINFOW {
    int SIZEOF = 104;
    int cb = 0;
    int dwFlags = 60;
    short cbReserved2 = 66;
    long lpReserved2 = 72;
    long hStdInput = 80;
    long hStdOutput = 88;
    long hStdError = 96;
  }

  /** A process that was started. */
  interface PROCESS_INFORMATION {
    int SIZEOF = 24;
    long hProcess = 0;
    long hThread = 8;
    int dwProcessId = 16;
    int dwThreadId = 20;
  }

  /** What a job's processes may do. */
  interface JOBOBJECT_BASIC_LIMIT_INFORMATION {
    int SIZEOF = 64;
    int LimitFlags = 16;
  }

  /** The same and more. */
  interface JOBOBJECT_EXTENDED_LIMIT_INFORMATION {
    int SIZEOF = 144;
  }

  /** What a job's processes have done. */
  interface JOBOBJECT_BASIC_ACCOUNTING_INFORMATION {
    int SIZEOF = 48;
    int ActiveProcesses = 40;
  }

  /** What a handle stands for. */
  interface PUBLIC_OBJECT_BASIC_INFORMATION {
    int SIZEOF = 56;
    int GrantedAccess = 4;
  }

  /** How a call of the system itself has ended. */
  interface IO_STATUS_BLOCK {
    int SIZEOF = 16;
  }

  /** The name of an open file, in as many bytes as it says. */
  interface FILE_NAME_INFORMATION {
    int SIZEOF = 8;
    int FileNameLength = 0;
    short FileName = 4;
  }

  /** The sizes of scalar types. */
  interface sizeof {
    int BOOL = 4;
    int DWORD = 4;
    int LONG = 4;
    int HANDLE = 8;
    int SIZE_T = 8;
    int WCHAR = 2;
  }
}
