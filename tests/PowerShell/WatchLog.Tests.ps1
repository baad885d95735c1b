BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Watch-Log' {
    BeforeEach {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*-Log*:Root' = $root; '*-Ledger*:Root' = $root; '*-Log*:Project' = 'p_demo' }
        New-LedgerProject p_demo | Out-Null
        1..3 | Add-LogEntry
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    It 'replays what follows a number' {
        (Watch-Log -Since 1 -Count 2).Seq | Should -Be @(2, 3)
    }

    It 'ends where Select-Object has enough' {
        (Watch-Log -Since 0 | Select-Object -First 2).Seq | Should -Be @(1, 2)
    }

    It 'follows what another process appends' {
        $adder = Start-Process -PassThru -FilePath (Get-Process -Id $PID).Path -ArgumentList @(
            '-NoProfile', '-NonInteractive', '-Command',
            "Import-Module '$moduleDirectory'; 4..6 | Add-LogEntry -Root '$root' -Project p_demo")

        (Watch-Log -Since 0 -Count 6).Data | Should -Be (1..6)

        $adder.WaitForExit()
        $adder.ExitCode | Should -Be 0
    }

    It 'ends after its time' {
        (Watch-Log -Since 0 -Timeout 0.2).Seq | Should -Be (1..3)
    }

    It 'goes on behind what was truncated, with a warning' {
        $file = Join-Path $root 'projects/p_demo/.meta/history.jsonl'
        $seqs = Watch-Log -Since 0 -Count 4 -WarningVariable told -WarningAction SilentlyContinue | ForEach-Object {
            if ($_.Seq -eq 3) {
                [System.IO.File]::WriteAllText("$file.new", "{`"seq`":61,`"ts`":1,`"data`":61}`n")
                Move-Item -Force "$file.new" $file
            }
            $_.Seq
        }

        $seqs | Should -Be @(1, 2, 3, 61)
        "$told" | Should -BeLike '*4 to 60 were truncated*'
    }

    It 'runs in a thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $job = Start-ThreadJob {
            Import-Module $using:moduleDirectory
            Watch-Log -Root $using:root -Project p_demo -Since 0 -Count 3 | ForEach-Object Data
        }

        $job | Wait-Job | Receive-Job | Should -Be @(1, 2, 3)
        Remove-Job $job
    }

    It 'runs in a job until that is stopped' {
        $job = Start-Job {
            Import-Module $using:moduleDirectory
            Watch-Log -Root $using:root -Project p_demo -Since 0 | ForEach-Object { $_.Data }
        }
        $received = [System.Collections.Generic.List[object]]::new()
        while ($received.Count -lt 3 -and $job.State -in 'NotStarted', 'Running') {
            Receive-Job $job | ForEach-Object { $received.Add($_) }
            Start-Sleep -Milliseconds 20
        }

        Stop-Job $job

        $received | Should -Be @(1, 2, 3)
        $job.State | Should -Be 'Stopped'
        Remove-Job $job
    }
}

Describe 'Ctrl+C' -Skip:$IsWindows {
    BeforeEach {
        $root = New-TestRoot
        New-LedgerProject p_demo -Root $root | Out-Null
        $marker = Join-Path $root 'begun'

        function Start-Script([string] $Script) {
            Start-Process -PassThru -FilePath (Get-Process -Id $PID).Path -ArgumentList @(
                '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$moduleDirectory'; $Script")
        }

        function Stop-Script($Process) {
            while (-not (Test-Path $marker) -and -not $Process.HasExited) {
                Start-Sleep -Milliseconds 5
            }

            $Process.HasExited | Should -BeFalse
            & kill -s INT $Process.Id
            # A minute is no promise, only the difference between a failure and a run that never ends.
            $Process.WaitForExit(60000) | Should -BeTrue
        }
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    It 'ends Watch-Log while it waits' {
        Add-LogEntry -Root $root -Project p_demo 1

        Stop-Script (Start-Script "Watch-Log -Root '$root' -Project p_demo -Since 0 | ForEach-Object { `$null = New-Item '$marker' }")
    }

    It 'loses nothing that Add-LogEntry took' {
        Stop-Script (Start-Script "& { 1..3; `$null = New-Item '$marker'; while (`$true) { Start-Sleep -Milliseconds 5 } } | Add-LogEntry -Root '$root' -Project p_demo")

        (Get-LogEntry -Root $root -Project p_demo).Data | Should -Be @(1, 2, 3)
    }
}
