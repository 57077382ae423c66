# docker build -t living-review-bot .    (a brain that turns: --build-arg EXTRAS=figures)
# docker run --user "$(id -u):$(id -g)" -v "$PWD/my-review:/review" --env-file FILE living-review-bot
FROM python:3.13-slim AS build
ARG EXTRAS=
COPY . /src
RUN sh /src/deploy/install.sh /opt/living-review "$EXTRAS"

FROM python:3.13-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git openssh-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 1000 --home-dir /home/reviewer reviewer \
 && install -d -m 1777 /home/reviewer
COPY --from=build /opt/living-review /opt/living-review

# Any user may run it: home is writable for everybody, and the clone may belong to somebody else.
ENV PATH=/opt/living-review/bin:$PATH HOME=/home/reviewer PYTHONDONTWRITEBYTECODE=1 \
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=*
USER reviewer
WORKDIR /review
VOLUME /review
ENTRYPOINT ["living-review-bot"]
CMD ["schedule", "--push"]
