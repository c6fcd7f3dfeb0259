# One image for every service: the command line, by which an agent, the whole swarm or an operator's command is started.
FROM node:22-bookworm-slim AS build
WORKDIR /app
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY core/package.json core/
COPY adapters/package.json adapters/
COPY agents/package.json agents/
COPY dashboard/package.json dashboard/
COPY simulator/package.json simulator/
COPY cli/package.json cli/
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm exec tsc -b && npm --prefix dashboard run build
# What runs is the built code and its libraries: no sources, no tests, no tools.
RUN rm -rf node_modules */node_modules *.ts scripts/mutants* \
  && pnpm install --frozen-lockfile --prod --ignore-scripts \
  && find core adapters agents dashboard simulator cli -name node_modules -prune -o -type f \( -name '*.ts' -o -name '*.tsx' -o -name '*.tsbuildinfo' -o -name '*.map' \) -not -path '*/dist/*' -exec rm {} + \
  && find core adapters agents dashboard simulator cli -path '*/node_modules' -prune -o -path '*/dist/*' -name '*.test.*' -exec rm {} +

FROM node:22-bookworm-slim
# Neither npm nor anything else that installs or builds.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
ENV NODE_ENV=production DATA_DIR=/data OPS_PORT=9464
WORKDIR /app
COPY --from=build /app /app
COPY deploy/config.yaml ./config.yaml
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "/app/scripts/healthy.mjs"]
ENTRYPOINT ["node", "/app/cli/dist/main.js"]
CMD ["up", "--paper"]
