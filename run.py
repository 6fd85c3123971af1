"""Set staffing up and run it with two commands; standard library only, so it works before anything is installed.

``python3 run.py`` prepares ``.venv``, the database and the demonstration county, proposes its plan, writes the exports
and serves the pages; ``python3 run.py test`` runs the tests. Every message stands in Chinese and in English.
It must parse on old interpreters, so that they can be told that they are too old: no syntax newer than Python 3.6.
"""

import argparse
import errno
import hashlib
import importlib.util
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BINARIES = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BINARIES / ("python.exe" if os.name == "nt" else "python")
WHEELHOUSE = ROOT / "wheelhouse"
OLDEST_PYTHON = (3, 11)
START_SECONDS = 90
STOP_SECONDS = 15
NO_NETWORK = ("NewConnectionError", "name resolution", "getaddrinfo", "Network is unreachable", "ConnectTimeout", "timed out",
              "ProxyError", "Connection refused", "No matching distribution found", "SSLError")


class SetupError(Exception):
    """What the person at the terminal can put right, in both languages."""


def say(chinese, english):
    """Print one message in both languages, at once."""
    print(f"[run.py] {chinese}\n         {english}", flush=True)


def main(arguments=None):
    """Do what the command line asks and return the exit code; every foreseeable fault ends with words, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options, rest = parse(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return run_tests(rest) if options.action == "test" else run_demo(options)
    except SetupError as error:
        print(f"[run.py] {error}", file=sys.stderr)
    except OSError as error:
        print(f"[run.py] {tell_system_error(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def parse(arguments):
    """Return the options, and what is meant for pytest."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", nargs="?", choices=["demo", "test"], default="demo",
                        help="demo (default): set up, propose, serve; test: run the tests, further arguments go to pytest")
    parser.add_argument("--no-serve", action="store_true", help="stop after the exports, without starting the web server")
    parser.add_argument("--port", type=int, default=int(os.environ.get("STAFFING_PORT") or 8000), help="port of the pages")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.action != "test":
        parser.error("unknown arguments: {}".format(" ".join(rest)))
    return options, rest


def run_demo(options):
    """Set up, load the demonstration county into an empty database, propose its plan, export, serve."""
    host = os.environ.get("STAFFING_HOST") or "127.0.0.1"
    if not options.no_serve:
        check_port(host, options.port)
    set_up("requirements.lock")
    staffing("db", "upgrade")
    staffing("demo", "--if-empty", "--propose", "--out", os.environ.get("STAFFING_OUTPUT_DIR") or str(ROOT / "out"))
    staffing("users", "first")
    if options.no_serve:
        return 0
    return serve(host, options.port)


def run_tests(rest):
    """Set up with the developers' packages and hand over to pytest."""
    set_up("requirements-dev.lock")
    return run([str(PYTHON), "-m", "pytest", *rest]).returncode


def set_up(lock_name):
    """Make the environment and install the lock into it, each only where that is not done yet."""
    check_python()
    check_writable(ROOT)
    make_venv()
    install(ROOT / lock_name)
    link_package()


def check_python():
    """Refuse an interpreter that is too old, or that cannot make environments."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError("需要 Python {0}.{1} 或更新版本，当前是 {2}。\nPython {0}.{1} or newer is needed; this is {2}.".format(
            OLDEST_PYTHON[0], OLDEST_PYTHON[1], sys.version.split()[0]))
    if not usable_venv() and any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        raise SetupError(f"当前 Python 缺少 venv 模块。Debian/Ubuntu 请先执行：sudo apt install {package}\n"
                         f"This Python lacks the venv module. On Debian/Ubuntu: sudo apt install {package}")


def check_writable(folder):
    """Raise OSError where nothing can be written into the folder."""
    with tempfile.NamedTemporaryFile(dir=str(folder), prefix=".write-check-"):
        pass


def check_port(host, port):
    """Refuse a port that something else listens on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise SetupError("端口 {0} 不可用（{1}）。请换一个端口：python3 run.py --port {2}\n"
                             "Port {0} cannot be used ({1}). Choose another: python3 run.py --port {2}".format(
                                 port, getattr(error, "strerror", None) or error, 8080 if port == 8000 else 8000)) from None


def usable_venv():
    """True if the environment is there and its interpreter starts (it does not after Python was removed)."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"]
    try:
        return run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_venv():
    """Make ``.venv`` where there is none that works."""
    if usable_venv():
        return
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
            raise SetupError(f"{VENV} 不是 Python 虚拟环境，请移走后重试。\n"
                             f"{VENV} is not a Python environment; move it away and try again.")
        shutil.rmtree(str(VENV))
    say("创建运行环境 .venv ……", "Making the environment .venv ...")
    result = run([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        raise SetupError(f"无法创建虚拟环境（Debian/Ubuntu 可能缺少 {package}）：\n"
                         f"The environment could not be made (Debian/Ubuntu may lack {package}):\n{result.stdout}")


def install(lock):
    """Install the hash-locked packages, again only when the lock or the interpreter changed."""
    stamp = VENV / f"installed-{lock.stem}.txt"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version.split()[0]}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say(f"按 {lock.name} 安装依赖（首次约 1 至 3 分钟）……",
        f"Installing the packages of {lock.name} (1 to 3 minutes the first time) ...")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2",
               "--only-binary", ":all:", "--require-hashes", "-r", str(lock)]
    if WHEELHOUSE.is_dir():
        command += ["--no-index", "--find-links", str(WHEELHOUSE)]
    if not os.environ.get("HOME") and os.name != "nt":
        command.append("--no-cache-dir")
    began = time.monotonic()
    result = run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        raise SetupError(tell_install_error(result.stdout))
    stamp.write_text(wanted, encoding="utf-8")
    say(f"依赖已安装，用时 {time.monotonic() - began:.0f} 秒。",
        f"Packages installed in {time.monotonic() - began:.0f} seconds.")


def tell_install_error(output):
    """Return what to do about pip's refusal, and its last lines."""
    tail = "\n".join(output.strip().splitlines()[-8:])
    if "DO NOT MATCH THE HASHES" in output:
        advice = "下载的文件与锁定的校验值不符，已拒绝安装。\nA downloaded file differs from its locked hash and was refused."
    elif WHEELHOUSE.is_dir():
        advice = ("wheelhouse/ 中缺少适合本机的安装包，请在同类机器上重新下载。\n"
                  "wheelhouse/ lacks a package for this machine; fill it again on a machine of the same kind.")
    elif any(sign in output for sign in NO_NETWORK):
        advice = ("首次安装需要网络。请检查网络或代理；不能联网时，在同类机器上执行\n"
                  "    pip download --require-hashes -r requirements.lock -d wheelhouse\n"
                  "再把 wheelhouse/ 文件夹拷到本目录。\n"
                  "The first installation needs the network. Check it, or run the command above on a machine of the same kind\n"
                  "and copy the folder wheelhouse/ here.")
    else:
        advice = "依赖安装失败。\nThe packages could not be installed."
    return advice + "\n" + tail


def link_package():
    """Make ``staffing`` and ``solvers`` importable from this folder, and ``staffing`` a command of the environment."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = pathlib.Path(run([str(PYTHON), "-c", code], stdout=subprocess.PIPE, check=True).stdout.strip())
    # A relative line stays right when the folder is moved, and plain ASCII whatever the folder is called.
    (packages / "staffing-in-place.pth").write_text(os.path.relpath(str(ROOT), str(packages)) + "\n", encoding="ascii")
    if os.name == "nt":
        (BINARIES / "staffing.cmd").write_text('@"%~dp0python.exe" -m staffing %*\n', encoding="ascii")
        return
    script = BINARIES / "staffing"
    script.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m staffing "$@"\n', encoding="ascii")
    script.chmod(0o755)


def environment():
    """Return the surroundings of child processes, free of another Python's settings."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    kept.setdefault("PYTHONUTF8", "1")
    return kept


def run(command, check=False, **options):
    """Run a program from this folder in clean surroundings and return what came of it."""
    return subprocess.run(command, check=check, cwd=str(ROOT), env=environment(), text=True, **options)


def staffing(*words):
    """Run one command of the application in the foreground; its own words tell what went wrong."""
    code = run([str(PYTHON), "-m", "staffing", *words]).returncode
    if code:
        raise SetupError("命令失败（退出码 {1}）：staffing {0}\nThis command failed (exit code {1}): staffing {0}".format(
            " ".join(words), code))


def serve(host, port):
    """Run web server and worker until one of them ends or the person stops; then end both."""
    children = []
    try:
        for words in (["serve", "--host", host, "--port", str(port), "--with-parent"], ["work", "--with-parent"]):
            # The children read this pipe and stop at its end, so that they do not survive even a killed parent.
            children.append(subprocess.Popen([str(PYTHON), "-m", "staffing", *words], cwd=str(ROOT), env=environment(),
                                             stdin=subprocess.PIPE))
        announce(host, port, children)
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        say("网页服务或后台进程已退出，正在停止另一个。", "The web server or the worker ended; stopping the other.")
        return next((child.returncode for child in children if child.returncode), 1)
    except KeyboardInterrupt:
        say("正在停止……", "Stopping ...")
        return 0
    finally:
        stop(children)


def announce(host, port, children):
    """Say where the pages are as soon as they answer."""
    address = "http://{}:{}/".format(f"[{host}]" if ":" in host else host, port)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(child.poll() is None for child in children):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            say(f"已启动，请用浏览器打开 {address}（按 Ctrl+C 停止）", f"Open {address} in a browser (Ctrl+C stops)")
            return


def stop(children):
    """End the children kindly, then firmly."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def tell_system_error(error):
    """Return what to do about a refusal of the operating system."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (f"没有写入权限：{error.filename or ROOT}。请把本目录放到可写的位置，或修改权限。\n"
                f"No permission to write: {error.filename or ROOT}. Put this folder where you may write, or change its rights.")
    if error.errno == errno.ENOSPC:
        return "磁盘空间不足（约需 1 GB）。\nThe disk is full (about 1 GB is needed)."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
