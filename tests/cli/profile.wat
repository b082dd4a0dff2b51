;; RUN: here=$PWD; cd %t && wharf run --profile jitdump --no-cache $here/profile.wat && ls | sed "s/[0-9][0-9]*/PID/"
;; RUN: wharf run --profile perl profile.wat
(module (func $start (nop)) (start $start))
