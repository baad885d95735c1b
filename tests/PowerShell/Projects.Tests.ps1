BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Projects' {
    BeforeEach {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*:Root' = $root }
        'p_a', 'p_b' | New-LedgerProject | Out-Null
        Add-LogEntry -Project p_a -Log audit 1
        Set-JsonKv main 1 -Project p_a -Set threads
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    It 'are listed with what they hold' {
        $projects = Get-LedgerProject
        $projects.Project | Should -Be @('p_a', 'p_b')
        $projects[0].Logs | Should -Be 'audit'
        $projects[0].Sets | Should -Be 'threads'
        (Get-LedgerProject | Where-Object { -not $_.Logs }).Project | Should -Be 'p_b'
    }

    It 'are shown as lines' {
        $text = Get-LedgerProject | Out-String -Width 200
        $text | Should -Match 'Project +Logs +Sets +Root'
        $text | Should -Match "p_a +audit +threads +$([regex]::Escape($root))"
    }

    It 'are shown as lists' {
        Get-LedgerProject p_a | Format-List | Out-String | Should -Match '(?s)Project : p_a.*Logs +: \{audit\}.*Sets +: \{threads\}'
    }

    It 'lead to what they hold' {
        (Get-LedgerProject | Get-JsonKv -Set *).Data | Should -Be 1
    }

    It 'are removed for good' {
        Get-LedgerProject p_* | Remove-LedgerProject -Confirm:$false

        @(Get-LedgerProject).Count | Should -Be 0
        { Get-LogEntry -Project p_a -Log audit -ErrorAction Stop } | Should -Throw -ErrorId 'ProjectNotFound,*'
        { Remove-LedgerProject p_a -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ProjectNotFound,*'
    }

    It 'stay with -WhatIf, and where nobody can be asked' {
        Remove-LedgerProject * -WhatIf
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$moduleDirectory'; Remove-LedgerProject p_a -Root '$root'" 2>&1 | Out-Null

        (Get-LedgerProject).Project | Should -Be @('p_a', 'p_b')
    }

    It 'can be found by Tab' {
        $PSDefaultParameterValues = @{}
        (TabExpansion2 "Remove-LedgerProject -Root '$root' -Project p_").CompletionMatches.CompletionText | Should -Be @('p_a', 'p_b')
    }
}
