# The ipc tool in PowerShell: as ipc.cmd, but every argument arrives as it is.
$ErrorActionPreference = 'Stop'
$tool = Join-Path $PSScriptRoot 'cli/target/interprocess-cli-0.1.0.jar'
$lib = Join-Path $PSScriptRoot 'cli/target/lib'
$java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin/java' } else { 'java' }
if (-not (Test-Path $tool)) {
    Write-Host 'ipc: building, once'
    Push-Location $PSScriptRoot
    & mvn -q -B -ntp -pl cli -am '-Dmaven.test.skip' '-Dspotless.check.skip' '-Dmaven.javadoc.skip' '-Dmaven.source.skip' package
    if ($LASTEXITCODE -ne 0) { exit 1 }
    Pop-Location
}
$jars = @($tool) + ('interprocess-0.1.0', 'interprocess-picocli-0.1.0', 'jackson-core-2.22.4' | ForEach-Object { Join-Path $lib "$_.jar" })
& $java '--enable-native-access=dev.interprocess' '-XX:+UseSerialGC' '-XX:TieredStopAtLevel=1' '--module-path' ($jars -join [IO.Path]::PathSeparator) '-m' 'dev.interprocess.cli/dev.interprocess.cli.Main' @args
exit $LASTEXITCODE
