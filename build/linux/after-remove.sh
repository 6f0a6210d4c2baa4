#!/bin/sh
# dpkg says what happens ("remove", "purge", "upgrade" …); rpm how many versions are left, and runs this after the new version's own script. What the
# new version has just made must stay.
case "$1" in
  0 | remove | purge) ;;
  *) exit 0 ;;
esac

target='/etc/apparmor.d/${executable}'
if [ -f "$target" ]; then
  if [ -d /sys/kernel/security/apparmor ] && ! { command -v ischroot > /dev/null 2>&1 && ischroot; }; then
    apparmor_parser --remove "$target" > /dev/null 2>&1 || true
  fi
  rm -f "$target"
fi

if command -v update-desktop-database > /dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi
exit 0
