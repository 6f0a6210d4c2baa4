#!/usr/bin/env bash
# Dovecot (IMAP) and Postfix (SMTP) on loopback, with a configuration, queue, mail and users of their own in one folder. No service of the
# system is touched, no file outside the folder is written.
#
#   real-servers.sh start FOLDER   starts both and prints the variables that the tests look for
#   real-servers.sh stop FOLDER    ends what was started there
#
# Needs root (both change to users of their own) and the packages dovecot-imapd, dovecot-lmtpd and postfix. Any user of desk.example and
# example.com exists, all with the same password; a mail to one of them goes from Postfix to Dovecot by LMTP.
set -euo pipefail

PASSWORD="correct horse"
DOMAINS="desk.example example.com"

fail() {
  echo "real-servers: $*" >&2
  exit 1
}

# One that nobody listens on. Between this and the server's own bind another program could take it; then the start fails and says so.
free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 20000))
    if ! (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      echo "$port"
      return
    fi
  done
  fail "no free port was found"
}

wait_for_port() {
  for _ in $(seq 100); do
    if (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; then return; fi
    sleep 0.1
  done
  fail "nothing answers on port $1; see $2"
}

write_dovecot() {
  mkdir -p "$folder/dovecot/run" "$folder/mail"
  chown mail:mail "$folder/mail"
  echo "everybody:$PASSWORD" > "$folder/dovecot/passwords"
  cat > "$folder/dovecot/dovecot.conf" << CONF
base_dir = $folder/dovecot/run
state_dir = $folder/dovecot/run
log_path = $folder/dovecot/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
# The tests put away thousands of mails; that each survives a power cut is not what they ask.
mail_fsync = never
default_process_limit = 100
default_vsz_limit = 0
# Whoever it is, the password of this one line is asked.
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=everybody $folder/dovecot/passwords
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$folder/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $imap_port
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp_port
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = $auth_port
  }
}
CONF
}

write_postfix() {
  mkdir -p "$folder/postfix" "$folder/queue" "$folder/data"
  chown postfix "$folder/data"
  cat > "$folder/postfix/main.cf" << CONF
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
daemon_directory = $(postconf -d -h daemon_directory)
command_directory = /usr/sbin
maillog_file = $folder/postfix/log
maillog_file_prefixes = $folder
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.desk.example
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = $DOMAINS
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:$lmtp_port
# Nothing leaves this machine.
default_transport = error:this is a test
disable_dns_lookups = yes
smtpd_peername_lookup = no
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:$auth_port
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated reject
smtpd_recipient_restrictions = check_recipient_access inline:{refused@example.com=reject} permit_sasl_authenticated reject
smtpd_client_connection_rate_limit = 0
message_size_limit = 10485760
CONF
  cat > "$folder/postfix/master.cf" << CONF
127.0.0.1:$smtp_port inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
postlog unix-dgram n - n - 1 postlogd
CONF
}

start() {
  [ "$(id -u)" -eq 0 ] || fail "Dovecot and Postfix need root"
  for program in dovecot doveadm postfix postconf; do
    command -v "$program" > /dev/null || fail "$program is not installed"
  done
  case "$(dovecot --version)" in
    2.3.*) ;;
    *) fail "Dovecot $(dovecot --version) wants another configuration than 2.3" ;;
  esac
  mkdir -p "$folder"
  # Dovecot's and Postfix's own users have to get through.
  chmod 755 "$folder"
  imap_port=$(free_port) lmtp_port=$(free_port) auth_port=$(free_port) smtp_port=$(free_port)
  write_dovecot
  write_postfix
  dovecot -c "$folder/dovecot/dovecot.conf" >&2
  wait_for_port "$imap_port" "$folder/dovecot/log"
  postfix -c "$folder/postfix" start >&2 || {
    stop
    fail "Postfix did not start; see $folder/postfix/log"
  }
  wait_for_port "$smtp_port" "$folder/postfix/log"
  echo "export PIPEDESK_TEST_IMAP=127.0.0.1:$imap_port"
  echo "export PIPEDESK_TEST_SMTP=127.0.0.1:$smtp_port"
}

# By the process numbers that both wrote into the folder.
stop() {
  local pid
  if [ -f "$folder/queue/pid/master.pid" ]; then postfix -c "$folder/postfix" stop >&2 || true; fi
  if [ -f "$folder/dovecot/run/master.pid" ]; then
    pid=$(cat "$folder/dovecot/run/master.pid")
    kill "$pid" 2> /dev/null || true
    for _ in $(seq 50); do
      kill -0 "$pid" 2> /dev/null || break
      sleep 0.1
    done
  fi
}

[ $# -eq 2 ] || fail "usage: real-servers.sh start|stop FOLDER"
mkdir -p "$2"
folder=$(cd "$2" && pwd)
case "$1" in
  start) start ;;
  stop) stop ;;
  *) fail "usage: real-servers.sh start|stop FOLDER" ;;
esac
