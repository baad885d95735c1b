BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1

    # What a person sees, without colours.
    function Format-Shown($InputObject) {
        $PSStyle.OutputRendering = 'PlainText'
        ($InputObject | Out-String -Width 100) -split "`n" | ForEach-Object TrimEnd
    }
}

Describe 'The administration of logs' {
    BeforeEach {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*-Log*:Root' = $root; '*-Ledger*:Root' = $root }
        New-LedgerProject p_demo | Out-Null
        1..20 | Add-LogEntry -Project p_demo
        $meta = Join-Path $root 'projects/p_demo/.meta'
        $log = Join-Path $meta 'history.jsonl'
        New-Item -ItemType Directory (Join-Path $meta 'run') | Out-Null
        Copy-Item $log (Join-Path $meta 'run/a.jsonl')
        Copy-Item $log (Join-Path $meta 'run/b.jsonl')
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    Context 'what is shown' {
        It 'is a table of logs by project' {
            $lines = Format-Shown (Get-Log)

            $lines | Should -Contain "   Project: p_demo in $root"
            $lines | Where-Object { $_ -match '^Log +Key +FirstSeq +LastSeq +Entries +Bytes Last entry +Sealed$' } | Should -HaveCount 1
            $lines | Where-Object { $_ -match '^history +1 +20 +20 +\d+ \d{4}-\d\d-\d\d \d\d:\d\d$' } | Should -HaveCount 1
            $lines | Where-Object { $_ -match '^run +b +1 +20 ' } | Should -HaveCount 1
            $lines | Where-Object Length -GT 100 | Should -BeNullOrEmpty
        }

        It 'says which logs are sealed' {
            $lines = Format-Shown (Complete-Log -Project p_demo -Log run -Key a -PassThru)

            $lines | Where-Object { $_ -match '^run +a .* yes$' } | Should -HaveCount 1
        }

        It 'is a list with everything where one asks for it' {
            $lines = Format-Shown (Get-Log -Key a | Format-List)

            @($lines -match '^\w+ +:' -replace ' .*') | Should -Be @(
                'Root', 'Project', 'Log', 'Key', 'FirstSeq', 'LastSeq', 'Entries', 'SizeInBytes', 'FirstTimestamp', 'LastTimestamp', 'IsCompleted')
        }

        It 'is a table of what was removed' {
            $lines = Format-Shown (Limit-Log -Project p_demo -Log history -KeepLast 5)

            $lines | Where-Object { $_ -match '^history +15 +16 +20 +5$' } | Should -HaveCount 1
            $lines | Where-Object Length -GT 100 | Should -BeNullOrEmpty
        }

        It 'is a table of faults by file, with the whole cause' {
            [System.IO.File]::AppendAllText($log, '{"seq":21,"ts":1,"da')

            $lines = Format-Shown (Test-Log)

            $lines | Should -Contain "   File: $log"
            $lines | Where-Object { $_ -match '^UncommittedTail +21 +\d+ +20 +these bytes end no' } | Should -HaveCount 1
            ($lines -join '') -replace ' ' | Should -Match 'setsthemasideotherwise'
            $lines | Where-Object Length -GT 100 | Should -BeNullOrEmpty
        }

        It 'is a table of what was repaired' {
            [System.IO.File]::AppendAllText($log, "damage`n")

            $lines = Format-Shown (Repair-Log -Project p_demo -Log history)

            $lines | Where-Object { $_ -match '^history +True +1 +20 +1 +0 history\.jsonl\.backup$' } | Should -HaveCount 1
            $lines | Where-Object Length -GT 100 | Should -BeNullOrEmpty
        }
    }

    Context '-WhatIf' {
        BeforeAll {
            # What goes to the host can be seen from outside only.
            function Get-Shown([string] $Script) {
                & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$moduleDirectory'; `$env:LEDGERLINE_ROOT = '$root'; $Script"
            }
        }

        It 'says exactly what <script> would do' -ForEach @(
            @{ script = 'Limit-Log -Project p_demo -Log history -Before 16'; shown = "Remove 15 entries \(1 to 15\) of the log 'history' of project 'p_demo' in .*\. 5 are kept, from 16 on\." }
            @{ script = 'Limit-Log -Project p_demo -Log run -Key a -KeepLast 0'; shown = "Remove 20 entries \(1 to 20\) of the log 'run' with the key 'a' .*\. None is kept\." }
            @{ script = 'Complete-Log -Project p_demo -Log history'; shown = "`"Complete`" on target `"The log 'history' of project 'p_demo' in " }
            @{ script = 'Remove-Log -Project p_demo -Log run -Key b'; shown = "`"Remove with all its entries`" on target `"The log 'run' with the key 'b' of project 'p_demo' in " }
            @{ script = 'Repair-Log -Project p_demo -Log history'; shown = "set aside what is damaged: 1 fault\. DamagedLine: .*history\.jsonl, line 21, offset \d+: " }
            @{ script = 'Repair-Log -Project p_demo -Log history -Renumber'; shown = 'set aside what is damaged and renumber the rest: 1 fault\. DamagedLine' }
        ) {
            if ($script -like 'Repair-*') {
                [System.IO.File]::AppendAllText($log, "damage`n{`"seq`":22,`"ts`":1,`"data`":22}`n")
            }

            $before = Get-FileHash $log

            $output = Get-Shown "$script -WhatIf"

            @($output) | Should -HaveCount 1
            $output | Should -Match "^What if: .*$shown"
            (Get-FileHash $log).Hash | Should -Be $before.Hash
        }
    }

    Context 'pipelines' {
        It 'end where Select-Object has enough' {
            (Get-Log | Select-Object -First 1).Log | Should -Be history
            (Get-Log | Limit-Log -KeepLast 5 | Select-Object -First 1).Removed | Should -Be 15
            (Get-Log).Entries | Should -Be @(5, 20, 20)
        }

        It 'take logs that were filtered, sorted and grouped' {
            Get-Log | Sort-Object Key -Descending | Select-Object -First 2 | Limit-Log -KeepLast 1 | Out-Null

            (Get-Log).Entries | Should -Be @(20, 1, 1)
            (Get-Log | Measure-Object Entries -Sum).Sum | Should -Be 22
        }

        It 'decide by -Quiet' {
            [System.IO.File]::AppendAllText($log, "damage`n")

            (Get-Log | Where-Object { -not ($_ | Test-Log -Quiet) }).Log | Should -Be history
            if (Test-Log -Quiet) { throw 'a list of booleans would get here' }
        }

        It 'take a time span and a date' {
            (Limit-Log -Project p_demo -Log history -OlderThan (New-TimeSpan -Days 1)).Removed | Should -Be 0
            (Limit-Log -Project p_demo -Log history -OlderThan (Get-Date).AddDays(-1)).Removed | Should -Be 0
            (Limit-Log -Project p_demo -Log history -OlderThan (Get-Date).AddMinutes(1)).Removed | Should -Be 20
        }
    }

    It 'works from defaults and splatting' {
        $PSDefaultParameterValues['*-Log*:Project'] = 'p_demo'
        $limit = @{ Log = 'run'; Key = '*'; KeepLast = 3 }

        (Limit-Log @limit).Removed | Should -Be @(17, 17)
    }

    It 'asks before it removes' {
        { Remove-Log -Project p_demo -Log history -Confirm:$false } | Should -Not -Throw

        (Get-Command Remove-Log).ImplementingType.GetCustomAttributes($true).ConfirmImpact | Should -Contain 'High'
    }
}
