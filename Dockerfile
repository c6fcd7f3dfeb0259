# One image for every service: the command line, by which an agent, the whole swarm or an operator's command is started.
FROM node:22-bookworm-slim AS build
WORKDIR /app
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY core/package.json core/
COPY adapters/package.json adapters/
COPY agents/package.json agents/
COPY simulator/package.json simulator/
COPY cli/package.json cli/
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm exec tsc -b \
  && rm -rf node_modules */node_modules \
  && pnpm install --frozen-lockfile --prod

FROM node:22-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["node", "/app/cli/dist/main.js"]
CMD ["up", "--paper"]
