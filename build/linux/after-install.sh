#!/bin/sh
# After the files are in place, for .deb and .rpm alike, at a first installation and at each update.
set -e

# Chromium's sandbox needs either this helper or namespaces that an ordinary user may make. Whether root may make some, here and now, says nothing of
# that: Ubuntu since 24.04 forbids them to programs without a profile, other systems by a setting. So the helper is always armed.
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'

# The profile that allows namespaces, where AppArmor knows its language (4.0). Without it the helper does.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
target='/etc/apparmor.d/${executable}'
if [ -d /etc/apparmor.d ] && command -v apparmor_parser > /dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --skip-cache "$profile" > /dev/null 2>&1; then
    cp -f "$profile" "$target"
    # In a folder that becomes a system only later there is no kernel to tell.
    if [ -d /sys/kernel/security/apparmor ] && ! { command -v ischroot > /dev/null 2>&1 && ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache "$target" || true
    fi
  fi
fi

if command -v update-desktop-database > /dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi
exit 0
