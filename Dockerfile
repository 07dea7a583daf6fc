# The version of Node is the one in package.json, on which the tests run.
FROM node:24.21.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24.21.0-slim
ENV NODE_ENV=production NEWSDESK_DATA_DIR=/data HOST=0.0.0.0 MALLOC_MMAP_THRESHOLD_=131072
RUN install -d -m 0700 -o node -g node /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
COPY adapters adapters
COPY data data
VOLUME /data
USER node
# Slack by HTTP and health checks; the playground stays on the container's loopback.
EXPOSE 3000
# Whether the process answers. A bot whose Slack is down must not be restarted for it: /readyz tells that.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not by npm, which would stand between the bot and its signals; nor by a shell.
ENTRYPOINT []
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=50", "src/main.ts"]
