"""run.py: what it says when something is missing, and what it does not do twice."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.helpers.house import ROOT


@pytest.fixture
def run_py(tmp_path, monkeypatch):
    """Return run.py as a module that works in a folder of its own."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "BINARIES", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "WHEELHOUSE", tmp_path / "wheelhouse")
    return module


@pytest.fixture
def old_handlers():
    """Put the signal handlers back that main() replaces."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def answer_of(module, capsys, *words) -> tuple[int, str]:
    """Return exit code and messages of run.py."""
    code = module.main(list(words))
    return code, capsys.readouterr().err


def pretend_pip(module, monkeypatch, *, code=0, output=""):
    """Let every program that run.py starts answer so, and return the list of what was started."""
    started = []

    def fake(command, **_options):
        started.append(command)
        return subprocess.CompletedProcess(command, code, stdout=output)

    monkeypatch.setattr(module, "run", fake)
    return started


def test_old_python_is_told_which_one_is_needed(run_py, monkeypatch, capsys, old_handlers):
    monkeypatch.setattr(run_py, "OLDEST_PYTHON", (99, 0))
    code, words = answer_of(run_py, capsys, "--no-serve")
    assert code == 1
    assert "需要 Python 99.0" in words
    assert "Python 99.0 or newer" in words


def test_missing_venv_module_is_told_with_its_package(run_py, monkeypatch, capsys, old_handlers):
    real = importlib.util.find_spec
    monkeypatch.setattr(run_py.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
    code, words = answer_of(run_py, capsys, "--no-serve")
    assert code == 1
    assert "apt install python3." in words
    assert "-venv" in words


def test_folder_without_write_permission_is_told(run_py, monkeypatch, capsys, old_handlers):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied", str(run_py.ROOT))

    monkeypatch.setattr(run_py.tempfile, "NamedTemporaryFile", refuse)
    code, words = answer_of(run_py, capsys, "--no-serve")
    assert code == 1
    assert "没有写入权限" in words
    assert "No permission to write" in words


@pytest.mark.skipif(os.name == "nt", reason="file rights differ")
def test_full_disk_is_told(run_py):
    assert "磁盘空间不足" in run_py.tell_system_error(OSError(28, "No space left on device"))


def test_taken_port_is_told_before_anything_is_installed(run_py, capsys, old_handlers):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, words = answer_of(run_py, capsys, "--port", str(port))
    assert code == 1
    assert f"端口 {port} 不可用" in words
    assert not run_py.VENV.exists()


def test_port_out_of_range_is_told(run_py, capsys, old_handlers):
    assert answer_of(run_py, capsys, "--port", "70000")[0] == 1


def test_free_port_is_taken(run_py):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run_py.check_port("127.0.0.1", port)


@pytest.mark.parametrize(("output", "words"), [
    ("NewConnectionError: Temporary failure in name resolution", "首次安装需要网络"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "校验值不符"),
    ("something else", "依赖安装失败"),
])
def test_refused_installation_is_told_by_its_cause(run_py, output, words):
    told = run_py.tell_install_error(output)
    assert words in told
    assert output in told


def test_incomplete_wheelhouse_is_told(run_py):
    run_py.WHEELHOUSE.mkdir()
    assert "wheelhouse/ 中缺少" in run_py.tell_install_error("No matching distribution found for flask")


def test_lock_is_installed_once_and_again_when_it_changed(run_py, monkeypatch, tmp_path):
    run_py.VENV.mkdir()
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1", encoding="utf-8")
    started = pretend_pip(run_py, monkeypatch)
    run_py.install(lock)
    run_py.install(lock)
    assert len(started) == 1
    assert "--require-hashes" in started[0]
    assert "--no-index" not in started[0]
    lock.write_text("one==2", encoding="utf-8")
    run_py.install(lock)
    assert len(started) == 2


def test_failed_installation_is_tried_again(run_py, monkeypatch, tmp_path):
    run_py.VENV.mkdir()
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1", encoding="utf-8")
    started = pretend_pip(run_py, monkeypatch, code=1, output="NewConnectionError")
    for _attempt in range(2):
        with pytest.raises(run_py.SetupError):
            run_py.install(lock)
    assert len(started) == 2


def test_wheelhouse_is_used_without_network_when_it_is_there(run_py, monkeypatch, tmp_path):
    run_py.VENV.mkdir()
    run_py.WHEELHOUSE.mkdir()
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1", encoding="utf-8")
    started = pretend_pip(run_py, monkeypatch)
    run_py.install(lock)
    assert started[0][-3:] == ["--no-index", "--find-links", str(run_py.WHEELHOUSE)]


def test_folder_that_is_no_environment_is_left_alone(run_py):
    run_py.VENV.mkdir()
    (run_py.VENV / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(run_py.SetupError, match="不是 Python 虚拟环境"):
        run_py.make_venv()
    assert (run_py.VENV / "letter.txt").exists()


def test_broken_environment_is_made_anew(run_py, monkeypatch):
    run_py.VENV.mkdir()
    (run_py.VENV / "pyvenv.cfg").write_text("home = nowhere", encoding="utf-8")
    started = pretend_pip(run_py, monkeypatch)
    run_py.make_venv()
    assert started == [[sys.executable, "-m", "venv", str(run_py.VENV)]]
    assert not run_py.VENV.exists()


def test_package_is_linked_by_a_relative_path(run_py, monkeypatch):
    packages = run_py.VENV / "lib" / "site-packages"
    packages.mkdir(parents=True)
    run_py.BINARIES.mkdir()
    pretend_pip(run_py, monkeypatch, output=f"{packages}\n")
    run_py.link_package()
    line = (packages / "staffing-in-place.pth").read_text(encoding="ascii").strip()
    assert (packages / line).resolve() == run_py.ROOT.resolve()
    assert os.access(run_py.BINARIES / "staffing", os.X_OK)


def test_surroundings_of_another_python_do_not_reach_the_children(run_py, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(run_py.environment())


def test_unknown_argument_is_refused(run_py, capsys):
    with pytest.raises(SystemExit):
        run_py.main(["--nonsense"])


def test_arguments_of_tests_go_to_pytest(run_py, monkeypatch, old_handlers):
    started = pretend_pip(run_py, monkeypatch, code=5)
    monkeypatch.setattr(run_py, "set_up", started.append)
    assert run_py.main(["test", "-k", "nothing"]) == 5
    assert started[0] == "requirements-dev.lock"
    assert started[1][1:] == ["-m", "pytest", "-k", "nothing"]


def child(code: str):
    """Return a started program of this interpreter that reads its standard input."""
    return [sys.executable, "-c", code]


def test_both_children_end_when_one_dies(run_py, monkeypatch, old_handlers):
    programs = iter([child("import sys; sys.exit(7)"), child("import time; time.sleep(60)")])
    real, started = subprocess.Popen, []

    def fake(_command, **options):
        started.append(real(next(programs), **{**options, "cwd": None}))
        return started[-1]

    monkeypatch.setattr(run_py.subprocess, "Popen", fake)
    assert run_py.serve("127.0.0.1", 1) == 7
    assert all(one.poll() is not None for one in started)
    for one in started:
        one.stdin.close()


def test_child_that_does_not_listen_is_ended_firmly(run_py, monkeypatch, old_handlers):
    monkeypatch.setattr(run_py, "STOP_SECONDS", 0.5)
    stubborn = subprocess.Popen(
        child("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"),
        stdout=subprocess.PIPE)
    stubborn.stdout.readline()
    run_py.stop([stubborn])
    stubborn.stdout.close()
    assert stubborn.returncode == -signal.SIGKILL
