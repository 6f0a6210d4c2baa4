# The server of a team. Build: docker build -t pipedesk . — how to run it: docs/operations.md, build/server/compose.yaml.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production XDG_CONFIG_HOME=/config
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY src ./src
COPY --from=build /app/out/renderer ./out/renderer
# /data: the desk. /config: the key of the kept passwords of mailboxes, apart from the desk and its backups.
RUN mkdir /data /config && chown node:node /data /config
USER node
VOLUME ["/data", "/config"]
EXPOSE 4810
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4810/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/main/hosts/cli/main.ts", "server"]
CMD ["--data", "/data", "--host", "0.0.0.0"]
