@echo off
rem The ipc tool on Windows: finds a Java 25, builds what is not there, and runs the tool.
setlocal
set "here=%~dp0"
set "lib=%here%cli\target\lib"
set "tool=%here%cli\target\interprocess-cli-0.1.0.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%tool%" (
  echo ipc: building, once 1>&2
  pushd "%here%"
  call mvn -q -B -ntp -pl cli -am -Dmaven.test.skip -Dspotless.check.skip -Dmaven.javadoc.skip -Dmaven.source.skip package 1>&2
  if errorlevel 1 exit /b 1
  popd
)
"%java%" --enable-native-access=dev.interprocess -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --module-path "%tool%;%lib%\interprocess-0.1.0.jar;%lib%\interprocess-picocli-0.1.0.jar;%lib%\jackson-core-2.22.4.jar" -m dev.interprocess.cli/dev.interprocess.cli.Main %*
