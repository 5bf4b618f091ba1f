# Builds the program with its dependencies as the lock file names them; only the finished environment goes on.
FROM python:3.13-slim-trixie AS build

ENV UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/opt/banhoc \
    UV_PYTHON_DOWNLOADS=never

RUN python -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir uv==0.13.9

WORKDIR /src
COPY pyproject.toml uv.lock ./
RUN /opt/uv/bin/uv sync --frozen --no-cache --compile-bytecode --extra postgres --extra speed --no-install-project

COPY README.md LICENSE CHANGELOG.md ./
COPY lessons ./lessons
COPY bot ./bot
RUN /opt/uv/bin/uv sync --frozen --no-cache --compile-bytecode --extra postgres --extra speed --no-editable


FROM python:3.13-slim-trixie

# Runs with a read-only root: all that it writes is in /data.
ENV PATH=/opt/banhoc/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BANHOC_HOST=0.0.0.0 \
    BANHOC_DATABASE_URL=sqlite+aiosqlite:////data/banhoc.db

COPY --from=build /opt/banhoc /opt/banhoc
RUN install --directory --owner=10001 --group=10001 --mode=0700 /data

USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
EXPOSE 8080

# Healthy: the database is reached and its schema is the program's.
HEALTHCHECK --interval=60s --timeout=10s --start-period=20s CMD ["banhoc", "db", "check"]

ENTRYPOINT ["banhoc"]
CMD ["serve"]
