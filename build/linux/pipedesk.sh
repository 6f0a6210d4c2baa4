#!/bin/sh
exec /opt/Pipedesk/pipedesk "$@"
