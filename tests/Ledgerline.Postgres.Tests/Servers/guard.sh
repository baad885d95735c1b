# guard.sh DIRECTORY: waits for the end of its input, which comes when the tests' process ends in whatever way; then stops
# every server whose pid file is in the directory, and removes it.
trap '' HUP INT TERM
cat > /dev/null
for file in "$1"/*.pid; do
  [ -e "$file" ] || continue
  pid=$(head -n 1 "$file")
  # A number that somebody else has got meanwhile is left alone.
  case "$(ps -o args= -p "$pid")" in *"$1"*) kill -CONT "$pid"; kill -QUIT "$pid" ;; esac
done
for _ in $(seq 50); do
  ls "$1"/*.pid > /dev/null 2>&1 || break
  sleep 0.1
done
rm -rf "$1"
