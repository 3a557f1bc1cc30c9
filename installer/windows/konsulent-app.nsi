; The Windows installer of the client: per user, without administrator rights. Made by build.py with
;   makensis /DVERSION=0.1.0 konsulent-app.nsi
; Not built or tried on Windows yet: installer/README.md says what to look at first.

Unicode true
!ifndef VERSION
  !error "makensis /DVERSION=x.y.z konsulent-app.nsi"
!endif
!define NAME "Opfølgning"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\konsulent-app"

Name "${NAME}"
OutFile "..\..\dist\konsulent-app-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\konsulent-app"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"

!include MUI2.nsh
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\konsulent-app.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Danish"

Section "Program"
  ; A running app holds its files. It is asked to close by the person: it may have something unsaved.
  IfFileExists "$INSTDIR\konsulent-app.exe" 0 free
  again:
    ClearErrors
    FileOpen $0 "$INSTDIR\konsulent-app.exe" a
    IfErrors 0 closed
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Luk ${NAME}, og prøv igen." IDRETRY again
    Abort
  closed:
    FileClose $0
    RMDir /r "$INSTDIR\_internal"
  free:
  SetOutPath "$INSTDIR"
  File /r "..\..\dist\konsulent-app\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\konsulent-app.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\konsulent-app.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

; The store, its key file and its backups lie in %LOCALAPPDATA%\konsulent_app and stay: there may be unsent visits.
Section "Uninstall"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\konsulent-app.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
