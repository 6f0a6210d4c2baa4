; What the person may choose Pipedesk for, in the settings for standard programs. Nothing is taken from the program that has it now.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\Pipedesk.Mail" "" "Mail"
  WriteRegStr HKCU "Software\Classes\Pipedesk.Mail\DefaultIcon" "" "$appExe,0"
  WriteRegStr HKCU "Software\Classes\Pipedesk.Mail\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr HKCU "Software\Classes\.eml\OpenWithProgids" "Pipedesk.Mail" ""
  WriteRegStr HKCU "Software\Classes\.mbox\OpenWithProgids" "Pipedesk.Mail" ""
  WriteRegStr HKCU "Software\Classes\Pipedesk.Link" "" "URL:Pipedesk"
  WriteRegStr HKCU "Software\Classes\Pipedesk.Link" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\Pipedesk.Link\shell\open\command" "" '"$appExe" "%1"'
  ; Nobody else has links of this kind.
  WriteRegStr HKCU "Software\Classes\pipedesk" "" "URL:Pipedesk"
  WriteRegStr HKCU "Software\Classes\pipedesk" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\pipedesk\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr HKCU "Software\Pipedesk\Capabilities" "ApplicationName" "Pipedesk"
  WriteRegStr HKCU "Software\Pipedesk\Capabilities" "ApplicationDescription" "The helpdesk that runs on your own machine"
  WriteRegStr HKCU "Software\Pipedesk\Capabilities\FileAssociations" ".eml" "Pipedesk.Mail"
  WriteRegStr HKCU "Software\Pipedesk\Capabilities\FileAssociations" ".mbox" "Pipedesk.Mail"
  WriteRegStr HKCU "Software\Pipedesk\Capabilities\URLAssociations" "mailto" "Pipedesk.Link"
  WriteRegStr HKCU "Software\RegisteredApplications" "Pipedesk" "Software\Pipedesk\Capabilities"
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\Pipedesk.Mail"
  DeleteRegKey HKCU "Software\Classes\Pipedesk.Link"
  DeleteRegKey HKCU "Software\Classes\pipedesk"
  DeleteRegValue HKCU "Software\Classes\.eml\OpenWithProgids" "Pipedesk.Mail"
  DeleteRegValue HKCU "Software\Classes\.mbox\OpenWithProgids" "Pipedesk.Mail"
  DeleteRegKey HKCU "Software\Pipedesk\Capabilities"
  DeleteRegKey /ifempty HKCU "Software\Pipedesk"
  DeleteRegValue HKCU "Software\RegisteredApplications" "Pipedesk"
!macroend
