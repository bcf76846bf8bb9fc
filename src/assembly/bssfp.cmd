@echo off
rem bssfp COMMAND key=value ...
rem
rem The same as java -jar Bssfp_Relaxometry-VERSION.jar COMMAND key=value ..., but Java starts from an archive of the classes that the
rem command needs. The first run of a command leaves it in the user's cache; where it cannot, or the archive is of another Java, all
rem goes on without.
setlocal DisableDelayedExpansion
for %%J in ("%~dp0Bssfp_Relaxometry-*.jar") do set "jar=%%~fJ" & set "stamp=%%~zJ-%%~tJ"
rem the same options as in the script for other systems, which gives the reasons
set options=-XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr
set options=%options% -XX:Tier4InvocationThreshold=25000 -XX:Tier4MinInvocationThreshold=3000
set options=%options% -XX:Tier4CompileThreshold=75000 -XX:Tier4BackEdgeThreshold=200000
rem the first word names the archive where it is a plain word; it is looked at in quotes, as it may hold anything
set "command=%~1"
if not defined command set "command=help"
for /f "delims=abcdefghijklmnopqrstuvwxyz0123456789" %%C in ("%command%") do set "command=help"
rem another jar or another Java has another stamp
for %%J in (java.exe) do set "stamp=%stamp%-%%~z$PATH:J"
set "stamp=%stamp:/=%"
set "stamp=%stamp::=%"
set "stamp=%stamp:.=%"
set "stamp=%stamp: =%"
set "cache=%LOCALAPPDATA%\bssfp-relaxometry"
set "archive=%cache%\%command%-%stamp%.jsa"
if exist "%archive%" goto shared
if not exist "%cache%\" mkdir "%cache%" 2>nul
if not exist "%cache%\" goto plain
set "new=%archive%.%RANDOM%"
java %options% -XX:ArchiveClassesAtExit="%new%" -jar "%jar%" %*
set code=%ERRORLEVEL%
if not exist "%new%" exit /b %code%
if not %code%==0 (
    del /q "%new%"
    exit /b %code%
)
del /q "%cache%\%command%-*.jsa" 2>nul
move /y "%new%" "%archive%" >nul 2>nul
exit /b 0

:shared
java %options% -XX:SharedArchiveFile="%archive%" -jar "%jar%" %*
exit /b %ERRORLEVEL%

:plain
java %options% -jar "%jar%" %*
exit /b %ERRORLEVEL%
